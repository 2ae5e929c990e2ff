using System.Text.Encodings.Web;
using System.Text.Json;

namespace SyntheticOps.Checker.Baselines;

/// <summary>
/// An approved state as a file: one object whose only member says what it holds, sorted and indented, so that a change of it
/// is a few lines in a review. It is written whole or not at all.
/// </summary>
internal static class BaselineFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The approved state; null when there is no file.</summary>
    /// <param name="member">The only member.</param>
    /// <param name="isWhole">Whether that member is there, and no part of it is null.</param>
    /// <exception cref="InvalidDataException">The file is no such baseline; the message names it.</exception>
    public static T? Read<T>(string path, string member, Predicate<T> isWhole)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) is { } baseline && isWhole(baseline)
                ? baseline
                : throw new InvalidDataException($"{path} is not a baseline of {member}: an object with \"{member}\" is expected.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a baseline of {member} ({e.Message}).", e);
        }
    }

    public static void Write<T>(string path, T baseline)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(baseline, Json) + "\n");
        File.Move(next, path, overwrite: true);
    }
}
