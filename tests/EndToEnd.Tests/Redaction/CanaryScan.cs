using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Redaction;

/// <summary>Looks for canaries in all that it is given: texts, files, archives unpacked, rows of a database.</summary>
internal sealed class CanaryScan
{
    private readonly (string Name, string Form, string Text)[] _forms;
    private readonly SearchValues<string> _search;
    private readonly Canary[] _numbers;
    private readonly Regex _code;

    /// <param name="canaries">What must not be found.</param>
    /// <param name="code">A card's code: too short to be looked for but where its name stands beside it.</param>
    public CanaryScan(IEnumerable<Canary> canaries, string code)
    {
        var all = canaries.ToArray();
        _forms = [.. from canary in all from form in canary.Forms() select (canary.Name, form.Form, form.Text)];
        _search = SearchValues.Create([.. _forms.Select(form => form.Text)], StringComparison.Ordinal);
        _numbers = [.. all.Where(canary => canary.Value.All(char.IsAsciiDigit))];
        _code = new Regex($"cv[vc][^0-9]{{1,24}}{code}(?![0-9])", RegexOptions.IgnoreCase);
    }

    /// <summary>`card as base64 in spool/1.rec`.</summary>
    public List<string> Hits { get; } = [];

    /// <summary>Names of what was looked at.</summary>
    public List<string> Seen { get; } = [];

    public long Bytes { get; private set; }

    public void Text(string where, string text) => Look(where, Encoding.UTF8.GetBytes(text));

    /// <summary>Every file below a folder; of an archive also what is in it.</summary>
    public void Folder(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != ".lock").ToList())
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                File(Path.GetRelativePath(folder, path), ReadAll(file));
            }
            catch (FileNotFoundException)
            {
                // A record of the spool that was delivered meanwhile.
            }
        }
    }

    public void File(string name, byte[] content)
    {
        Text(name + " (name)", name);
        Look(name, content);
        if (content.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            using var archive = new ZipArchive(new MemoryStream(content));
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                File($"{name}/{entry.FullName}", ReadAll(stream));
            }
        }
    }

    private void Look(string where, byte[] content)
    {
        Seen.Add(where);
        Bytes += content.Length;
        var text = Encoding.Latin1.GetString(content);
        if (text.AsSpan().IndexOfAny(_search) >= 0)
        {
            Hits.AddRange(_forms.Where(form => text.Contains(form.Text, StringComparison.Ordinal)).Select(form => $"{form.Name} as {form.Form} in {where}: {Around(text, form.Text)}"));
        }

        if (_code.Match(text) is { Success: true } code)
        {
            Hits.Add($"code in {where}: {code.Value}");
        }

        var dense = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace("\u00C2\u00A0", "", StringComparison.Ordinal);
        Hits.AddRange(_numbers.Where(number => dense.Contains(number.Value, StringComparison.Ordinal)).Select(number => $"{number.Name} split in {where}"));
    }

    private static string Around(string text, string form)
    {
        var at = text.IndexOf(form, StringComparison.Ordinal);
        return text[Math.Max(0, at - 40)..Math.Min(text.Length, at + form.Length + 10)].ReplaceLineEndings(" ");
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
