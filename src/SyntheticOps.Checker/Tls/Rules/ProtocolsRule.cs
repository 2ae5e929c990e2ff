using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Which versions the server speaks. A version that could not be told is no finding.</summary>
internal sealed class ProtocolsRule : ITlsRule
{
    public static readonly TlsCode Old = new("tls-version-old", Severity.Error, Effect.Degrades, "Offer TLS 1.2 and 1.3 only (RFC 8996).");
    public static readonly TlsCode Missing12 = new("tls12-missing", Severity.Warning, Effect.Refuses, "Enable TLS 1.2 and 1.3.");
    public static readonly TlsCode Missing13 = new("tls13-missing", Severity.Info, Effect.None, "Enable TLS 1.3.");

    private static readonly TlsVersion[] OldVersions = [TlsVersion.Ssl3, TlsVersion.Tls10, TlsVersion.Tls11];

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var old = string.Join(", ", OldVersions.Where(facts.Accepts).Select(version => version.Word()));
        if (old.Length > 0)
        {
            yield return Old.Found($"{facts.Host} accepts {old}.", old);
        }

        if (facts.Refuses(TlsVersion.Tls12) && facts.Refuses(TlsVersion.Tls13))
        {
            yield return Missing12.Found($"{facts.Host} speaks neither TLS 1.2 nor TLS 1.3, so browsers refuse it.");
        }

        if (facts.Refuses(TlsVersion.Tls13))
        {
            yield return Missing13.Found($"{facts.Host} does not speak TLS 1.3.");
        }
    }
}
