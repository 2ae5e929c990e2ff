using System.Text.RegularExpressions;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`regex: "Total: \d+"` must match somewhere in the body.</summary>
internal sealed class RegexExpectation(Regex pattern) : IExpectation
{
    public Finding? Judge(HttpExchange exchange) => pattern.IsMatch(exchange.Text())
        ? null
        : Unmet.Finding(
            "regex-no-match", exchange.Url.AbsolutePath, pattern.ToString(), "", $"Nothing in the body matches the pattern {Unmet.Short(pattern.ToString())}.");
}
