namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>Names of keys: the Recorder's are those of Puppeteer, ours those of the DOM, as Playwright knows them.</summary>
internal static class RecordedKey
{
    private static readonly string[] Modifiers = ["Shift", "Control", "Alt", "Meta"];

    /// <summary>Keys that have a name in the DOM, but none that Playwright could press.</summary>
    private static readonly HashSet<string> Unknown = new(StringComparer.Ordinal)
    {
        "Power", "Eject", "Abort", "Help", "Convert", "NonConvert", "Select", "Open", "MediaStop", "NumpadEqual", "Props", "Cancel", "Accept", "ModeChange", "Print", "Execute", "\0", "Attn",
        "CrSel", "ExSel", "EraseEof", "Play", "ZoomOut", "SoftLeft", "SoftRight", "Camera", "Call", "EndCall", "VolumeDown", "VolumeUp",
        "F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21", "F22", "F23", "F24",
    };

    /// <summary>Null for a key that cannot be pressed.</summary>
    public static string? Of(string key) => key switch
    {
        "" => null,
        " " => "Space",
        "\r" or "\n" => "Enter",
        _ when Unknown.Contains(key) => null,
        _ => Modifiers.FirstOrDefault(modifier => key == modifier + "Left" || key == modifier + "Right") ?? key,
    };

    public static bool IsModifier(string key) => Modifiers.Contains(key);
}
