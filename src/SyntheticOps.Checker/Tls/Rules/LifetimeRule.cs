using System.Globalization;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>
/// The longest lifetime that the CA/Browser Forum allows (Baseline Requirements 6.3.2), by the day of issue. It binds public
/// authorities only: who runs an authority of their own decides themselves, unless the check asks for it.
/// </summary>
internal sealed class LifetimeRule : ITlsRule
{
    public static readonly TlsCode Long = new("cert-validity-long", Severity.Warning, Effect.None, "Issue it again for a shorter time.");

    private static readonly (DateTimeOffset From, int Days)[] Limits =
    [
        (new(2029, 3, 15, 0, 0, 0, TimeSpan.Zero), 47),
        (new(2027, 3, 15, 0, 0, 0, TimeSpan.Zero), 100),
        (new(2026, 3, 15, 0, 0, 0, TimeSpan.Zero), 200),
        (DateTimeOffset.MinValue, 398),
    ];

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var limit = Array.Find(Limits, limit => facts.Leaf.NotBefore >= limit.From).Days;
        if ((facts.ByPublicRules || facts.Chain.Trust == Trust.Public) && facts.Leaf.Lifetime > TimeSpan.FromDays(limit))
        {
            var (days, most) = (((int)facts.Leaf.Lifetime.TotalDays).ToString(CultureInfo.InvariantCulture), limit.ToString(CultureInfo.InvariantCulture));
            yield return Long.Found($"The certificate of {facts.Host} is valid for {days} days, more than the {most} that browsers allow.", days, most);
        }
    }
}
