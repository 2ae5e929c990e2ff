using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>
/// A server that agrees on what browsers offer, but then does not complete the handshake: a key that does not fit its
/// certificate, a client certificate that is demanded, a device in between. That it offers nothing of today is for other rules.
/// </summary>
internal sealed class HandshakeRule : ITlsRule
{
    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        if (facts.IsHandshakeBroken && OffersWhatBrowsersDo(facts))
        {
            yield return TlsFaults.HandshakeFailed.Found($"{facts.Host} agrees on a version and a suite, but breaks the handshake off.", "broken off");
        }
    }

    private static bool OffersWhatBrowsersDo(TlsFacts facts) =>
        facts.Accepts(TlsVersion.Tls13)
        || (facts.Accepts(TlsVersion.Tls12)
            && facts.Suites.Any(suite => suite.ToString().StartsWith("TLS_ECDHE_", StringComparison.Ordinal) && !CipherSuites.IsWeak(suite) && !CipherSuites.IsCbc(suite)));
}
