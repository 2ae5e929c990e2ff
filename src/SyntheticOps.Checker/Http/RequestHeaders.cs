using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http;

/// <summary>`headers: {Authorization: "Bearer ${TOKEN}"}`: lines that a request carries besides the probe's own. Their values are secrets.</summary>
internal static class RequestHeaders
{
    private const int Maximum = 20;

    /// <summary>What says how a message ends or who sends it is ours.</summary>
    private static readonly string[] Reserved =
    [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "accept-encoding", "user-agent", "traceparent", "synthetic-probe",
    ];

    public static IReadOnlyList<HttpHeader> Read(ConfigMap map) => [.. Check(map).Select(header => new HttpHeader(header.Name, header.Value.AsSecret()))];

    /// <summary>The entries that may be sent; the mistakes are reported.</summary>
    public static IReadOnlyList<(string Name, ConfigNode Value)> Check(ConfigMap map)
    {
        if (map.Find("headers") is not { } node)
        {
            return [];
        }

        var headers = new List<(string Name, ConfigNode Value)>();
        foreach (var (name, value) in node.AsMap().Entries())
        {
            if (!IsName(name))
            {
                value.Fail($"'{(name.Length > 60 ? name[..60] : name)}' is not the name of a header that may be set here");
                continue;
            }

            if (value.AsSecret().Any(letter => char.IsControl(letter) || letter > '~'))
            {
                value.Fail("a header has printable ASCII only");
            }

            headers.Add((name, value));
        }

        if (headers.Count > Maximum)
        {
            node.Fail($"at most {Maximum} headers are sent");
        }

        return headers;
    }

    /// <summary>A token of RFC 9110 section 5.6.2 that is not ours.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 60
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal))
        && !Reserved.Contains(name.ToLowerInvariant());
}
