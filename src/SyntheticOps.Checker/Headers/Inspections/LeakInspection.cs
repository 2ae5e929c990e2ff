using System.Text.RegularExpressions;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Headers that tell which version of what runs here; a bare product name tells nothing.</summary>
internal sealed partial class LeakInspection : IHeaderInspection
{
    private static readonly string[] Headers = ["x-powered-by", "x-aspnet-version", "x-aspnetmvc-version"];

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        if (facts.Auto?.Joined("server") is { } server && Version().IsMatch(server))
        {
            yield return new("leak:server-version", Severity.Info, "server", server, "leave the version out of Server");
        }

        foreach (var header in Headers)
        {
            if (facts.Auto?.Joined(header) is { Length: > 0 } value)
            {
                yield return new($"leak:{header}", Severity.Info, header, value, $"remove {header}");
            }
        }
    }

    [GeneratedRegex(@"[A-Za-z)]\s*[/ -]\s*v?\d")]
    private static partial Regex Version();
}
