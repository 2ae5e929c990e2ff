using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Headers;

/// <summary>`headers: {path, url, grade-at-least, baseline}`.</summary>
internal sealed class HeadersCheckType(HttpTransport transport) : ICheckType
{
    public string Name => "headers";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var folder = Path.GetDirectoryName(body.File)!;
        return new HeadersCheck(transport, new HeadersCheckOptions
        {
            Target = HttpCheckType.UrlOf(map, map.Find("url")?.AsUrl() ?? site.Url),
            GradeAtLeast = map.Find("grade-at-least")?.AsChoice([.. Grade.BestToWorst]),
            Baseline = map.Find("baseline")?.AsText() is { Length: > 0 } path ? Path.GetFullPath(path, folder) : null,
        });
    }
}

/// <summary>What a headers check looks at.</summary>
internal sealed record HeadersCheckOptions
{
    public required Uri Target { get; init; }

    /// <summary>A worse grade is degraded; null asks for none.</summary>
    public string? GradeAtLeast { get; init; }

    /// <summary>Absolute path of the approved headers; null compares with nothing.</summary>
    public string? Baseline { get; init; }
}
