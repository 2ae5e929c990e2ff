using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SyntheticOps.ServiceDefaults.Redaction;

/// <summary>
/// Takes secrets out of text before it is written anywhere: the known ones in every usual encoding, then card numbers and
/// credentials by their shape. It cannot find a value that a page transformed otherwise, nor one inside a picture.
/// </summary>
public sealed partial class Redactor
{
    public const string Mask = "[REDACTED]";

    /// <summary>Shorter values are not looked for at all: they would blank out ordinary text.</summary>
    private const int Shortest = 3;

    /// <summary>Shorter values are looked for as words by themselves and in no other encoding.</summary>
    private const int ShortestForm = 6;

    private static readonly Func<string, string>[] Shapes = [Tokens.Mask, CardNumbers.Mask];

    /// <summary>Secrets that are learned one by one, such as those that steps find; more are not looked for.</summary>
    private const int MaximumSecrets = 500;

    private readonly Func<string, string>[] _stages;
    private volatile Secrets _known;

    public Redactor(IEnumerable<string> secrets)
        : this(secrets, Shapes)
    {
    }

    internal Redactor(IEnumerable<string> secrets, Func<string, string>[] shapes)
    {
        _known = Secrets.Of(secrets);
        _stages = [Known, Words, .. shapes];
    }

    /// <summary>Knows no secret, only shapes.</summary>
    public static Redactor OfShapes { get; } = new([]);

    public bool HasSecrets => _known.All.Length > 0;

    /// <summary>Another one that knows the same secrets and may learn more.</summary>
    public Redactor Copy() => new(_known.All);

    /// <summary>From now on these are secrets as well.</summary>
    public void Add(params IEnumerable<string> secrets)
    {
        var more = secrets.ToList();
        if (more.Count > 0 && _known.All.Length < MaximumSecrets)
        {
            _known = Secrets.Of(_known.All.Concat(more));
        }
    }

    /// <summary>The text without secrets; the same instance when there is none. When that fails the whole text is dropped.</summary>
    public string Redact(string text)
    {
        if (text.Length < Shortest)
        {
            return text;
        }

        try
        {
            return _stages.Aggregate(text, (clean, stage) => stage(clean));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Mask;
        }
    }

    /// <summary>The value, masked whole when its name says that it is a secret.</summary>
    public string Redact(string name, string value) => SecretNames().IsMatch(name) ? Mask : Redact(value);

    /// <summary>A number that is a secret or a card's becomes text.</summary>
    public object Redact(string name, long number) =>
        SecretNames().IsMatch(name) || CardNumbers.IsCard(number) || Array.IndexOf(_known.All, number.ToString(System.Globalization.CultureInfo.InvariantCulture)) >= 0 ? Mask : number;

    /// <summary>How the known secrets may be read on a page: digits also with spaces or dashes between them.</summary>
    public IEnumerable<Regex> Readable() => _known.All.Where(secret => secret.Length >= ShortestForm).Select(secret => new Regex(
        secret.All(char.IsAsciiDigit) ? string.Join("[ -]?", secret.AsEnumerable()) : Regex.Escape(secret), RegexOptions.IgnoreCase));

    /// <summary>Whether a known secret stands in the text, also spread by spaces or dashes.</summary>
    public bool IsIn(string text)
    {
        if (!HasSecrets)
        {
            return false;
        }

        return !ReferenceEquals(Words(text), text) || HasForm(text) || HasForm(SecretForms.Dense(text));
    }

    /// <summary>Whether a known secret of six or more characters stands in the bytes, as UTF-8 or UTF-16.</summary>
    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        if (_known.Search is null)
        {
            return false;
        }

        foreach (var secret in _known.All)
        {
            if (secret.Length >= ShortestForm && bytes.IndexOf(Encoding.Unicode.GetBytes(secret)) >= 0)
            {
                return true;
            }
        }

        return HasForm(Encoding.UTF8.GetString(bytes));
    }

    private bool HasForm(string text) => _known.Search is { } search && text.AsSpan().IndexOfAny(search) >= 0;

    private string Known(string text)
    {
        var known = _known;
        if (known.Search is not { } search || text.AsSpan().IndexOfAny(search) < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var at = 0;
        while (text.AsSpan(at).IndexOfAny(search) is >= 0 and var skip)
        {
            clean.Append(text, at, skip).Append(Mask);
            at += skip;
            var rest = text.AsMemory(at);
            at += known.ByFirst[char.ToUpperInvariant(text[at])].First(form => rest.Span.StartsWith(form, StringComparison.OrdinalIgnoreCase)).Length;
        }

        return clean.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Short secrets, where neither letter nor digit stands beside them.</summary>
    private string Words(string text)
    {
        foreach (var word in _known.Words)
        {
            text = WithoutWord(text, word);
        }

        return text;
    }

    private static string WithoutWord(string text, string word)
    {
        StringBuilder? clean = null;
        var copied = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                (clean ??= new StringBuilder(text.Length)).Append(text, copied, at - copied).Append(Mask);
                copied = end;
            }

            at = end;
        }

        return clean is null ? text : clean.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The known secrets, ready to be looked for; the longest form first.</summary>
    private sealed record Secrets(string[] All, string[] Words, ILookup<char, string> ByFirst, SearchValues<string>? Search)
    {
        public static Secrets Of(IEnumerable<string> secrets)
        {
            string[] all = [.. secrets.Select(secret => secret.Trim()).Where(secret => secret.Length >= Shortest).Distinct(StringComparer.Ordinal)];
            string[] forms = [.. all.Where(secret => secret.Length >= ShortestForm).SelectMany(SecretForms.Of)
                .Where(form => form.Length >= ShortestForm)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(form => form.Length)];
            return new Secrets(all, [.. all.Where(secret => secret.Length < ShortestForm)], forms.ToLookup(form => char.ToUpperInvariant(form[0])), forms.Length == 0 ? null : SearchValues.Create(forms, StringComparison.OrdinalIgnoreCase));
        }
    }

    [GeneratedRegex(@"(?i)(?:^|[._-])(?:authorization|cookie|set-cookie|set_cookie|password|passwd|secret|api[_-]?key|access[_-]?token|refresh[_-]?token)$", RegexOptions.NonBacktracking)]
    private static partial Regex SecretNames();
}
