using System.Collections;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Browser;

/// <summary>The environment of the browser: ours without its secrets, and the mark of our processes.</summary>
internal static class BrowserEnvironment
{
    private static readonly string[] SecretWords = ["KEY", "SECRET", "TOKEN", "PASSWORD", "CARD", "OTEL_"];

    public static IEnumerable<KeyValuePair<string, string>> Create(string mark) =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""))
            .Where(entry => entry.Key != Names.Env.RunId
                && !SecretWords.Any(word => entry.Key.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Append(KeyValuePair.Create(Names.Env.RunId, mark));
}
