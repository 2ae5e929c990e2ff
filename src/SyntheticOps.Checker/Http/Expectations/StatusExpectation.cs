using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`status: 200`, `status: [200, 304]` or `status: 2xx`; 2xx when nothing is said.</summary>
internal sealed class StatusExpectation(IReadOnlyList<string> allowed) : IExpectation
{
    public static StatusExpectation Default { get; } = new(["2xx"]);

    public static StatusExpectation Read(ConfigNode node)
    {
        var allowed = new List<string>();
        foreach (var item in node.AsItemsOrOne())
        {
            var text = item.AsText();
            if (IsStatus(text))
            {
                allowed.Add(text);
            }
            else if (text.Length > 0)
            {
                item.Fail("a status is expected: a number from 100 to 599, or a class such as 2xx");
            }
        }

        return new StatusExpectation(allowed);
    }

    public Finding? Judge(HttpExchange exchange)
    {
        var seen = exchange.Status.ToString(CultureInfo.InvariantCulture);
        if (allowed.Any(status => status == seen || (status[1] == 'x' && status[0] == seen[0])))
        {
            return null;
        }

        var expected = string.Join(" or ", allowed);
        return Unmet.Finding(
            "status-unexpected", exchange.Url.AbsolutePath, expected, seen, $"{exchange.Url.IdnHost} answered {seen} instead of {expected}.");
    }

    private static bool IsStatus(string text) =>
        text.Length == 3 && text[0] is >= '1' and <= '5' && (text[1..] == "xx" || (char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])));
}
