using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Recordings;

namespace SyntheticOps.Prober.Journeys;

/// <summary>Reads a journey from a file: ours, or a recording of Chrome's Recorder as it is.</summary>
internal static class JourneyFile
{
    public static Journey Nothing { get; } = new("", [], [], []);

    /// <summary>Mistakes are in the list, with file, line and column.</summary>
    public static Journey Read(string path, Variables variables, ConfigErrors errors)
    {
        var root = ConfigFile.Read(path, variables, errors);
        return root is null ? Nothing : Recording.Is(root) ? FromRecording(root) : JourneyReader.Read(root);
    }

    private static Journey FromRecording(ConfigNode root)
    {
        var recording = RecordingReader.Read(root);
        return recording is not null && root.ReadInstead(recording.Text) is { } journey ? JourneyReader.Read(journey, recording.Places) : Nothing;
    }
}
