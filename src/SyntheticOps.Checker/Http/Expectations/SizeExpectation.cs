using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`size: {at-least: 1000, at-most: 500000}`: bytes of the body, decompressed.</summary>
internal sealed class SizeExpectation(int least, int most) : IExpectation
{
    public static SizeExpectation Read(ConfigMap map)
    {
        var (least, most) = (map.Find("at-least"), map.Find("at-most"));
        if (least is null && most is null)
        {
            map.Fail("at-least, at-most or both are expected, in bytes");
        }

        return new(least?.AsInteger(0, HttpTransport.MaximumBody) ?? 0, most?.AsInteger(0, HttpTransport.MaximumBody) ?? HttpTransport.MaximumBody);
    }

    public Finding? Judge(HttpExchange exchange)
    {
        var seen = exchange.Body.Length;
        var expected = seen < least ? $"at least {least}" : $"at most {most}";
        return seen >= least && seen <= most ? null : Unmet.Finding(
            "size-unexpected", exchange.Url.AbsolutePath, expected, seen.ToString(CultureInfo.InvariantCulture), $"The body has {seen} bytes instead of {expected}.");
    }
}
