using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.Collector.Receiving.Mapping;

/// <summary>Masks what must not be stored, whoever forgot to: the senders redact as well, this is the second line. It knows shapes and names, no values.</summary>
internal static class Redaction
{
    public const string Mask = Redactor.Mask;

    /// <summary>The text with every secret in it masked; the same instance when there is none.</summary>
    public static string Apply(string text) => Redactor.OfShapes.Redact(text);

    /// <summary>The value, masked whole when the key says that it is a secret.</summary>
    public static string Apply(string key, string value) => Redactor.OfShapes.Redact(key, value);

    /// <summary>The number, masked when it is a card's.</summary>
    public static object Apply(string key, long number) => Redactor.OfShapes.Redact(key, number);
}
