using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`protocol: 2` or `protocol: [1.1, 2]`: the version of HTTP that the server answers with when both are offered.</summary>
internal sealed class ProtocolExpectation(IReadOnlyList<string> allowed) : IExpectation
{
    public static ProtocolExpectation Read(ConfigNode node) => new([.. node.AsItemsOrOne().Select(item => item.AsChoice("1.0", "1.1", "2"))]);

    public Finding? Judge(HttpExchange exchange)
    {
        var seen = exchange.Protocol is { Major: >= 2 } version ? version.Major.ToString(CultureInfo.InvariantCulture) : exchange.Protocol?.ToString() ?? "";
        var expected = string.Join(" or ", allowed);
        return allowed.Contains(seen)
            ? null
            : Unmet.Finding("protocol-unexpected", exchange.Url.AbsolutePath, expected, seen, $"{exchange.Url.IdnHost} answered with HTTP/{seen} instead of {expected}.");
    }
}
