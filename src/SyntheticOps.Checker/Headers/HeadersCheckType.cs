using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Headers;

/// <summary>`headers: {path, url, counterpart, grade-at-least, baseline, public-suffixes, preload}`.</summary>
internal sealed class HeadersCheckType(HttpTransport transport, TimeProvider clock) : ICheckType
{
    private const int Http = 80;

    private const int Https = 443;

    public string Name => "headers";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var target = HttpCheckType.UrlOf(map, map.Find("url")?.AsUrl() ?? site.Url);
        return new HeadersCheck(new SiteCapture(transport, clock), new HeadersCheckOptions
        {
            Target = target,
            Counterpart = map.Find("counterpart")?.AsUrl() is { } url ? new Uri(url, target.PathAndQuery) : CounterpartOf(target),
            GradeAtLeast = map.Find("grade-at-least")?.AsChoice([.. Grade.BestToWorst]),
            Baseline = PathOf(map, "baseline", body),
            PublicSuffixes = PathOf(map, "public-suffixes", body),
            Preload = PathOf(map, "preload", body),
        });
    }

    /// <summary>The same page on the other of the two usual ports; null for a target on any other port.</summary>
    public static Uri? CounterpartOf(Uri target) => target switch
    {
        { Scheme: "https", Port: Https } => new UriBuilder(target) { Scheme = "http", Port = Http }.Uri,
        { Scheme: "http", Port: Http } => new UriBuilder(target) { Scheme = "https", Port = Https }.Uri,
        _ => null,
    };

    private static string? PathOf(ConfigMap map, string key, ConfigNode body) =>
        map.Find(key)?.AsText() is { Length: > 0 } path ? Path.GetFullPath(path, Path.GetDirectoryName(body.File)!) : null;
}

/// <summary>What a headers check looks at.</summary>
internal sealed record HeadersCheckOptions
{
    public required Uri Target { get; init; }

    /// <summary>The same page without TLS, or with it; null asks for none.</summary>
    public Uri? Counterpart { get; init; }

    /// <summary>A worse grade is degraded; null asks for none.</summary>
    public string? GradeAtLeast { get; init; }

    /// <summary>Absolute path of the approved headers; null compares with nothing.</summary>
    public string? Baseline { get; init; }

    /// <summary>Absolute path of the public suffix list; null guesses by subdomains.</summary>
    public string? PublicSuffixes { get; init; }

    /// <summary>Absolute path of the preload list; null takes no host for preloaded.</summary>
    public string? Preload { get; init; }
}
