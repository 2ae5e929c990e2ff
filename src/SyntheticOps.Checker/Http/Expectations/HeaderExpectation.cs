using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`header: {Cache-Control: no-store}` or `header: {Content-Type: {regex: ^text/html}}`; one of its lines must be so.</summary>
internal sealed class HeaderExpectation(string name, string? value, Regex? pattern) : IExpectation
{
    public static IEnumerable<HeaderExpectation> Read(ConfigNode node)
    {
        foreach (var (name, expected) in node.AsMap().Entries())
        {
            yield return expected.IsMap
                ? new HeaderExpectation(name, null, expected.AsMap().Require("regex")?.AsRegex())
                : new HeaderExpectation(name, expected.AsText(), null);
        }
    }

    public Finding? Judge(HttpExchange exchange)
    {
        var seen = exchange.HeaderValues(name).ToList();
        if (seen.Any(line => pattern?.IsMatch(line) ?? line == value))
        {
            return null;
        }

        var expected = pattern?.ToString() ?? value ?? "";
        return seen.Count == 0
            ? Unmet.Finding("header-missing", name, expected, "", $"The header {name} is missing.")
            : Unmet.Finding(
                "header-unexpected", name, expected, string.Join(", ", seen), $"The header {name} is \"{Unmet.Short(string.Join(", ", seen))}\" instead of \"{Unmet.Short(expected)}\".");
    }
}
