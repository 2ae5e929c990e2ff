using System.Globalization;
using System.Text.Json;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Inspect.Targets;

/// <summary>Reads the file of --input: a JSON array of targets, or one JSON object a line. What is wrong with one does not stop the others.</summary>
internal static class TargetsFile
{
    /// <summary>Bytes; about 200,000 targets.</summary>
    public const long Largest = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="CliException">The file as a whole cannot be used.</exception>
    public static TargetList Read(FileInfo file, IReadOnlyList<string> checks)
    {
        try
        {
            return Parse(TextOf(file), file.DirectoryName!, checks);
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}");
            throw new CliException(Names.ExitCodes.Configuration, $"--input: {file} is no JSON ({place}): an array of targets, or one target a line, is expected.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"--input: {file} cannot be read: {e.Message}");
        }
    }

    /// <param name="folder">Files that targets name are looked for here.</param>
    public static TargetList Parse(string text, string folder, IReadOnlyList<string> checks)
    {
        var reader = new TargetReader(folder, checks);
        var entries = IsLines(text) ? Lines(text, reader) : Array(text, reader);
        return new([.. Distinct(entries)], reader.Ignored);
    }

    /// <summary>One target a line, also when the first line is broken; a comment may stand before an array.</summary>
    private static bool IsLines(string text) => text.AsSpan().TrimStart() switch
    {
        ['{', ..] => true,
        ['[' or '/', ..] => false,
        _ => text.Contains("\n{", StringComparison.Ordinal),
    };

    /// <summary>By what is read and not by its length, which a pipe does not have.</summary>
    private static string TextOf(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            text.Write(buffer, 0, read);
            if (text.Length > Largest)
            {
                throw new CliException(Names.ExitCodes.Configuration, $"--input: {file} is longer than {Largest / 1024 / 1024} MiB.");
            }
        }

        text.Position = 0;
        using var reader = new StreamReader(text);
        return reader.ReadToEnd();
    }

    private static List<TargetEntry> Array(string text, TargetReader reader)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select((element, index) => reader.Read(element, index + 1))]
            : throw new CliException(Names.ExitCodes.Configuration, "--input: an array of targets is expected, such as [{\"id\": \"shop\", \"host\": \"shop.example\"}].");
    }

    private static List<TargetEntry> Lines(string text, TargetReader reader)
    {
        var entries = new List<TargetEntry>();
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)).Where(item => !string.IsNullOrWhiteSpace(item.line)))
        {
            try
            {
                using var document = JsonDocument.Parse(line, Lenient);
                entries.Add(reader.Read(document.RootElement, number));
            }
            catch (JsonException)
            {
                entries.Add(new(Place(number), null, "the line is no JSON; an object such as {\"id\": \"shop\", \"host\": \"shop.example\"} is expected"));
            }
        }

        return entries;
    }

    /// <summary>The first of two entries with one id keeps it.</summary>
    private static IEnumerable<TargetEntry> Distinct(IEnumerable<TargetEntry> entries)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
        {
            yield return seen.Add(entry.Id)
                ? entry
                : new(Place(index + 1), null, $"id: {entry.Id} stands there twice; each target needs an id of its own");
        }
    }

    public static string Place(int number) => string.Create(CultureInfo.InvariantCulture, $"#{number}");
}
