using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>
/// `protocol: 2` or `protocol: [1.1, 2]`: the version of HTTP that the server answers with when both are offered. `protocol: 3`
/// is asked over QUIC and nothing else.
/// </summary>
internal sealed class ProtocolExpectation(IReadOnlyList<string> allowed) : IExpectation
{
    private const string Quic = "3";

    public bool AsksForQuic => allowed.Contains(Quic);

    public static ProtocolExpectation Read(ConfigNode node)
    {
        string[] allowed = [.. node.AsItemsOrOne().Select(item => item.AsChoice("1.0", "1.1", "2", Quic)).OfType<string>()];
        if (allowed.Length > 1 && allowed.Contains(Quic))
        {
            node.Fail("3 stands alone: HTTP/3 is asked over another connection than 1.1 and 2; make it a check of its own");
        }

        return new(allowed);
    }

    public Finding? Judge(HttpExchange exchange)
    {
        var seen = exchange.Protocol is { Major: >= 2 } version ? version.Major.ToString(CultureInfo.InvariantCulture) : exchange.Protocol?.ToString() ?? "";
        var expected = string.Join(" or ", allowed);
        return allowed.Contains(seen)
            ? null
            : Unmet.Finding("protocol-unexpected", exchange.Url.AbsolutePath, expected, seen, $"{exchange.Url.IdnHost} answered with HTTP/{seen} instead of {expected}.");
    }
}
