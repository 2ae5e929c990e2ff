using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether an authority above the certificate is out of date. What was sent but is not needed does not count.</summary>
internal sealed class ChainDatesRule : ITlsRule
{
    public static readonly TlsCode Expired = new("chain-expired", Severity.Error, Effect.Refuses, "Install the new chain.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts) =>
        from authority in facts.Chain.Path.Skip(1)
        where facts.Now > authority.NotAfter + DatesRule.Skew
        let day = authority.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        select Expired.Found($"The authority {authority.Subject} in the chain of {facts.Host} expired on {day}.", authority.Subject, day);
}
