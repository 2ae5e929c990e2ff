using System.Text.Json;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>
/// Replaces the journey's secret values wherever text leaves the prober. It finds a value as it is, percent-encoded, in JSON
/// and without its spaces or dashes; it cannot find one that the page transformed otherwise.
/// </summary>
internal sealed class Redactor
{
    private const string Mask = "[secret]";

    /// <summary>A shorter value would blank out ordinary text.</summary>
    private const int MinimumLength = 3;

    /// <summary>Secrets that steps find; more than that, the oldest found ones keep their place.</summary>
    private const int MaximumForms = 500;

    private volatile string[] _forms;

    public Redactor(IEnumerable<string> secrets) => _forms = Ordered(secrets);

    public bool HasSecrets => _forms.Length > 0;

    /// <summary>One more secret, found by a step.</summary>
    public void Add(string secret)
    {
        if (_forms.Length < MaximumForms)
        {
            _forms = [.. _forms.Concat(Ordered([secret])).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        }
    }

    public string Redact(string text)
    {
        foreach (var form in _forms)
        {
            text = text.Replace(form, Mask, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>Whether a secret stands in the text, also spread by spaces or dashes.</summary>
    public bool IsIn(string text)
    {
        var dense = Dense(text);
        return Array.Exists(_forms, form =>
            text.Contains(form, StringComparison.OrdinalIgnoreCase) || dense.Contains(Dense(form), StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Ordered(IEnumerable<string> secrets) => [.. secrets
        .Where(secret => secret.Trim().Length >= MinimumLength)
        .SelectMany(FormsOf)
        .Distinct(StringComparer.Ordinal)
        .OrderByDescending(form => form.Length)];

    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return System.Net.WebUtility.UrlEncode(secret);
        yield return System.Net.WebUtility.HtmlEncode(secret);
        yield return JsonSerializer.Serialize(secret)[1..^1];
        if (Dense(secret) is { Length: >= MinimumLength } dense)
        {
            yield return dense;
        }

        if (secret.Length is >= 13 and <= 19 && secret.All(char.IsAsciiDigit))
        {
            yield return string.Join(' ', secret.Chunk(4).Select(digits => new string(digits)));
        }
    }

    private static string Dense(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
