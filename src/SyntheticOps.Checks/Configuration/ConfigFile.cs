using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Reads a YAML file into its root value. A file that cannot be read is a mistake in the list, never an exception.</summary>
public static class ConfigFile
{
    /// <summary>Bytes; a shop's file has some kilobytes.</summary>
    public const int MaximumSize = 1024 * 1024;

    /// <summary>The root value; null when the mistake is already reported.</summary>
    public static ConfigNode? Read(string path, Variables variables, ConfigErrors errors) =>
        ReadBytes(path, errors) is { } bytes ? Parse(path, bytes, variables, errors) : null;

    internal static byte[]? ReadBytes(string path, ConfigErrors errors)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[MaximumSize + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= MaximumSize)
            {
                return bytes[..length];
            }

            errors.Add(path, 1, 1, "the file is larger than 1 MiB");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            errors.Add(path, 1, 1, $"the file cannot be read: {e.Message}");
        }

        return null;
    }

    internal static ConfigNode? Parse(string path, byte[] bytes, Variables variables, ConfigErrors errors)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            if (Tab(text) is { } tab)
            {
                errors.Add(path, tab.Line, tab.Column, "a tab indents this line; YAML indents with spaces");
                return null;
            }

            var yaml = new YamlStream();
            yaml.Load(new GuardedParser(new Parser(new StringReader(text))));
            if (yaml.Documents is [var document, ..])
            {
                return new ConfigNode(document.RootNode, new ConfigSource(path, variables, errors));
            }

            errors.Add(path, 1, 1, "the file is empty");
        }
        catch (DecoderFallbackException)
        {
            errors.Add(path, 1, 1, "the file is not UTF-8");
        }
        catch (YamlException e)
        {
            errors.Add(path, e.Start.Line, e.Start.Column, Said(e));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or ArithmeticException or IndexOutOfRangeException)
        {
            // The parser's own slips on damaged text (found by fuzzing such parsers): the file is wrong, not we.
            errors.Add(path, 1, 1, "the file is not YAML");
        }

        return null;
    }

    private static string Said(YamlException e)
    {
        var said = (e.InnerException is ArgumentException or YamlException ? e.InnerException : e).Message;
        return said.Contains("Duplicate key", StringComparison.OrdinalIgnoreCase)
            ? "a key stands twice in this mapping"
            : $"not YAML: {said.ReplaceLineEndings(" ").TrimEnd('.')}";
    }

    private static (int Line, int Column)? Tab(string text)
    {
        var line = 1;
        var indenting = true;
        for (var (i, start) = (0, 0); i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\n')
            {
                (line, start, indenting) = (line + 1, i + 1, true);
            }
            else if (indenting && character == '\t')
            {
                return (line, i - start + 1);
            }
            else if (character != ' ')
            {
                indenting = false;
            }
        }

        return null;
    }
}
