using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>A server of a zone neither resolves for strangers nor hands the whole zone to them.</summary>
internal sealed class OpenServerRule : IDnsRule
{
    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        foreach (var server in facts.Zone?.Servers ?? [])
        {
            if (server.Recursion?.Message is { RecursionAvailable: true, IsAuthoritative: false, Code: ResponseCode.NoError, Answers.Count: > 0 })
            {
                yield return Found.Error("ns-open-resolver", server.Shown, $"{server.Shown} also resolves for anybody; switch recursion off.");
            }

            if (server.Transfer?.Message is { Code: ResponseCode.NoError } transfer && transfer.Answers.Any(record => record.Type == RecordType.SOA))
            {
                yield return Found.Error("axfr-open", server.Shown, $"{server.Shown} hands the whole zone to anybody; allow transfers to the secondaries only.");
            }
        }
    }
}
