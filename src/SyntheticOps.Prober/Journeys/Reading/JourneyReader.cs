using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading.Values;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads a journey file; mistakes are in the node's list with file, line and column.</summary>
internal static class JourneyReader
{
    /// <param name="places">For each line, line and column in the file that it was made from; null when it stands there itself.</param>
    public static Journey Read(ConfigNode root, IReadOnlyList<(long Line, long Column)>? places = null)
    {
        var map = root.AsMap();
        var scope = new Scope(Path.GetDirectoryName(root.File)!, places);
        var name = map.Require("name")?.AsText() ?? "";
        var tags = map.Find("tags")?.AsItems().Select(tag => tag.AsText()).ToList() ?? [];
        var browser = BrowserReader.Read(map.Find("browser"));
        var variables = map.Find("variables")?.AsMap().Entries().Select(entry => VariableKinds.Read(entry.Name, entry.Value, scope)).ToList() ?? [];
        var reader = new IncludeReader(root.File, scope, variables);
        var steps = reader.Read(map.Require("steps"), first: 1);
        if (steps.Count == 0)
        {
            map.Fail("steps", "a journey has at least one step");
        }

        var last = reader.Read(map.Find("finally"), steps.Count + 1);
        foreach (var twice in steps.GroupBy(step => step.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            map.Fail("steps", $"two steps are called '{twice.Key}'; give them names of their own");
        }

        return new Journey(name, variables, steps, last) { Tags = tags, Browser = browser };
    }
}
