using System.Text.RegularExpressions;

namespace SyntheticOps.Collector.Storage.Artifacts;

/// <summary>The media types of artifacts, how large each may be, and how its bytes begin (contracts.md section 5).</summary>
internal static partial class ArtifactTypes
{
    /// <summary>All artifacts of a run together, bytes.</summary>
    public const long RunLimit = 60 * MiB;

    private const long MiB = 1024 * 1024;

    private static readonly Dictionary<string, (long Limit, string Extension, byte[] Magic)> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = (10 * MiB, ".png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
        ["image/jpeg"] = (10 * MiB, ".jpeg", [0xFF, 0xD8, 0xFF]),
        ["application/json"] = (10 * MiB, ".json", []),
        ["application/zip"] = (50 * MiB, ".zip", [(byte)'P', (byte)'K']),
        ["text/plain"] = (10 * MiB, ".txt", []),
    };

    public static string List => string.Join(", ", Types.Keys);

    /// <summary>Null for a type that is not taken.</summary>
    public static long? LimitOf(string mediaType) => Types.TryGetValue(mediaType, out var type) ? type.Limit : null;

    /// <summary>Whether the first bytes are those of the type.</summary>
    public static bool Begins(string mediaType, ReadOnlySpan<byte> start) =>
        Types.TryGetValue(mediaType, out var type) && start.StartsWith(type.Magic);

    /// <summary>Length of the longest beginning.</summary>
    public static int MagicLength => Types.Values.Max(type => type.Magic.Length);

    /// <summary>The suffix under which a type is kept on disk.</summary>
    public static string Suffix(string mediaType) => Types[mediaType].Extension;

    public static bool IsName(string text) => NameForm().IsMatch(text);

    public static string? TypeOf(string suffix) => Types.FirstOrDefault(type => type.Value.Extension == suffix).Key;

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,63}\\z")]
    private static partial Regex NameForm();
}
