using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence;

/// <summary>
/// Makes a trace of Playwright fit to be kept: headers, cookies, bodies of requests and of answers that are data, and typed
/// values are taken out; what is left is searched for secrets. Pages, styles, scripts, pictures and fonts stay, because the
/// viewer shows the page with them.
/// </summary>
internal static class TraceSanitizer
{
    private const long MaximumEntry = 30L * 1024 * 1024;
    private const long MaximumUnpacked = 200L * 1024 * 1024;

    private static readonly string[] TextTypes = ["text/html", "text/css", "javascript", "svg", "ecmascript"];
    private static readonly string[] KeptTypes = ["image/", "font"];
    private static readonly string[] TextFiles = [".html", ".css", ".js", ".mjs", ".svg"];
    private static readonly string[] KeptFiles = [".png", ".jpeg", ".jpg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf"];

    /// <summary>The cleaned archive; null when it is too large or not a trace.</summary>
    public static ReadOnlyMemory<byte>? Clean(string path, Redactor redactor)
    {
        using var source = ZipFile.OpenRead(path);
        if (source.Entries.Sum(entry => entry.Length) > MaximumUnpacked || source.Entries.Any(entry => entry.Length > MaximumEntry))
        {
            return null;
        }

        var types = TypesOf(source);
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                var bytes = Bytes(entry);
                if (Cleaned(entry.FullName, bytes, types, redactor) is { } clean)
                {
                    using var stream = archive.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                    stream.Write(clean.Span);
                }
            }
        }

        return target.ToArray();
    }

    /// <summary>Null for what is not kept.</summary>
    private static ReadOnlyMemory<byte>? Cleaned(string name, byte[] bytes, Dictionary<string, string> types, Redactor redactor)
    {
        if (name.EndsWith(".trace", StringComparison.Ordinal) || name.EndsWith(".network", StringComparison.Ordinal))
        {
            return TraceLines.Clean(bytes, redactor);
        }

        if (name.EndsWith(".stacks", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(redactor.Redact(Encoding.UTF8.GetString(bytes)));
        }

        // A body that the list of requests does not know belongs to a snapshot: a style sheet that a script changed.
        var type = types.GetValueOrDefault(name);
        var extension = Path.GetExtension(name);
        var isText = type is null ? TextFiles.Contains(extension) : Array.Exists(TextTypes, known => type.Contains(known, StringComparison.OrdinalIgnoreCase));
        var isKept = type is null ? KeptFiles.Contains(extension) : Array.Exists(KeptTypes, known => type.Contains(known, StringComparison.OrdinalIgnoreCase));
        if (isText)
        {
            return Encoding.UTF8.GetBytes(redactor.Redact(HiddenFields.Mask(Encoding.UTF8.GetString(bytes))));
        }

        return isKept ? bytes : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Media types by file; what a request sent has none that is kept.</summary>
    private static Dictionary<string, string> TypesOf(ZipArchive source)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in source.Entries.Where(entry => entry.FullName.EndsWith(".network", StringComparison.Ordinal)))
        {
            foreach (var line in TraceLines.Split(Bytes(entry)))
            {
                using var document = JsonDocument.Parse(line);
                var snapshot = document.RootElement.Member("snapshot");
                if (snapshot?.Member("response")?.Member("content") is { } content && content.Text("_file") is { } file)
                {
                    types[file] = content.Text("mimeType") ?? "";
                }

                if (snapshot?.Member("request")?.Member("postData")?.Text("_file") is { } sent)
                {
                    types[sent] = "";
                }
            }
        }

        return types;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
