using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>A recording of Chrome's DevTools Recorder as a journey of ours.</summary>
/// <param name="Text">The journey file that does the same.</param>
/// <param name="Places">For each line of that text, line and column in the recording.</param>
/// <param name="Notes">What is not carried over, for the person who converts it.</param>
internal sealed record Recording(string Text, IReadOnlyList<(long Line, long Column)> Places, IReadOnlyList<string> Notes)
{
    /// <summary>Whether a file is one: `{"title": …, "steps": [{"type": …}]}`.</summary>
    public static bool Is(ConfigNode root) => root.IsMap
        && root.AsMap() is var map
        && map.Keys.Contains("title") && map.Keys.Contains("steps") && !map.Keys.Contains("name");
}
