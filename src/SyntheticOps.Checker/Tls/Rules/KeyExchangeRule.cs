using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>The group of a Diffie-Hellman key exchange (Logjam).</summary>
internal sealed class KeyExchangeRule : ITlsRule
{
    public static readonly TlsCode Weak = new("tls-dh-weak", Severity.Error, Effect.Degrades, "Offer ECDHE suites only, or a group of 2048 bits.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        if (facts.PrimeBits is > 0 and < 2048)
        {
            var bits = facts.PrimeBits.ToString(CultureInfo.InvariantCulture);
            yield return Weak.Found($"{facts.Host} exchanges keys in a Diffie-Hellman group of {bits} bits.", bits);
        }
    }
}
