using System.Globalization;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Certificate timestamps that browsers ask of public authorities: 2 logs, 3 for more than 180 days.</summary>
internal sealed class TransparencyRule : ITlsRule
{
    public static readonly TlsCode Missing = new("ct-timestamps-missing", Severity.Info, Effect.None, "Get a certificate from an authority that logs it.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var needed = facts.Leaf.Lifetime > TimeSpan.FromDays(180) ? 3 : 2;
        var seen = facts.Leaf.Timestamps + facts.Timestamps;
        if (facts is { Chain.Trust: Trust.Public, IsStapleSeen: true } && seen < needed)
        {
            var (few, enough) = (seen.ToString(CultureInfo.InvariantCulture), needed.ToString(CultureInfo.InvariantCulture));
            yield return Missing.Found($"The certificate of {facts.Host} comes with {few} certificate timestamps, browsers ask for {enough}.", few, enough);
        }
    }
}
