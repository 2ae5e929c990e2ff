using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether HTTP/2 is offered (ALPN, RFC 7301).</summary>
internal sealed class ApplicationProtocolRule : ITlsRule
{
    public static readonly TlsCode Http2 = new("alpn-h2", Severity.Info, Effect.None);

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        if (facts.Handshake?.Protocol == "h2")
        {
            yield return Http2.Found($"{facts.Host} offers HTTP/2.");
        }
    }
}
