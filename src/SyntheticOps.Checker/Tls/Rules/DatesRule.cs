using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether the certificate is in date, and whether its renewal is late. A clock may be five minutes off.</summary>
internal sealed class DatesRule : ITlsRule
{
    public static readonly TlsCode Expired = new("cert-expired", Severity.Error, Effect.Refuses, "Renew it.");
    public static readonly TlsCode NotYetValid = new("cert-not-yet-valid", Severity.Error, Effect.Refuses, "Check the clock of whoever issued it.");
    public static readonly TlsCode ExpiresSoon = new("cert-expires-soon", Severity.Warning, Effect.Degrades, "Renew it and check what should have renewed it.");
    public static readonly TlsCode ExpiresAtOnce = new("cert-expires-soon", Severity.Error, Effect.Degrades, "Renew it at once.");

    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>When a renewal is late; certificates of less than 90 days are renewed in their last third.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(30);

    /// <summary>When it is urgent; half of the last third for short ones.</summary>
    private static readonly TimeSpan Urgent = TimeSpan.FromDays(7);

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var leaf = facts.Leaf;
        if (facts.Now > leaf.NotAfter + Skew)
        {
            yield return Expired.Found($"The certificate of {facts.Host} expired on {Day(leaf.NotAfter)}.", Day(leaf.NotAfter));
        }
        else if (facts.Now < leaf.NotBefore - Skew)
        {
            yield return NotYetValid.Found($"The certificate of {facts.Host} is valid only from {Day(leaf.NotBefore)} on.", Day(leaf.NotBefore));
        }
        else if (Soon(facts) is { } code)
        {
            var left = Left(leaf.NotAfter - facts.Now);
            yield return code.Found($"The certificate of {facts.Host} expires on {Day(leaf.NotAfter)}, in {left}.", Day(leaf.NotAfter), left);
        }
    }

    private static TlsCode? Soon(TlsFacts facts)
    {
        var left = facts.Leaf.NotAfter - facts.Now;
        var late = facts.ExpiresWithin ?? Shorter(Late, facts.Leaf.Lifetime / 3);
        var urgent = Shorter(late, Shorter(Urgent, facts.Leaf.Lifetime / 6));
        return left < urgent ? ExpiresAtOnce : left < late ? ExpiresSoon : null;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Left(TimeSpan left) => left switch
    {
        { TotalHours: < 1 } => "less than an hour",
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalDays} days"),
    };

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
