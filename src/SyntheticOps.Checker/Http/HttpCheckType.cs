using SyntheticOps.Checker.Http.Requests;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http;

/// <summary>`http: {path, url, method, ..., expect}` or `http: {steps}`, with `degraded: {total}` beside it.</summary>
internal sealed class HttpCheckType(HttpTransport transport) : ICheckType
{
    public string Name => "http";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var several = map.Find("steps");
        var ip = map.Find("ip");
        var options = new HttpCheckOptions
        {
            Steps = several is null ? [HttpStepReader.One(map, site.Url)] : HttpStepReader.Several(several, site.Url),
            IsNamed = several is not null,
            Addresses = ip?.AsChoice("any", "4", "6", "both") switch
            {
                "4" => [AddressChoice.IPv4],
                "6" => [AddressChoice.IPv6],
                "both" => [AddressChoice.IPv4, AddressChoice.IPv6],
                _ => [AddressChoice.Any],
            },
            SlowAfter = entry.Find("degraded")?.AsMap().Require("total")?.AsDuration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
        };
        if (options.IsNamed && options.Addresses.Count > 1)
        {
            ip!.Fail("steps go over one kind of address: any, 4 or 6");
        }

        if (options.Steps.FirstOrDefault(step => step.OverQuic && step.Origin.Scheme != Uri.UriSchemeHttps) is { } plain)
        {
            map.Fail($"protocol 3 needs https, and {plain.Origin} is http");
        }

        if (options.SlowAfter > definition.Timeout)
        {
            entry.Fail("degraded", $"degraded total is longer than the timeout of {Durations.Format(definition.Timeout)}, so it could never be seen");
        }

        return new HttpCheck(transport, options);
    }

    /// <summary>Path below the site or the given URL.</summary>
    internal static Uri UrlOf(ConfigMap map, Uri origin)
    {
        if (map.Find("path") is not { } path)
        {
            return origin;
        }

        var text = path.AsText();
        if (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && Uri.TryCreate(origin, text, out var url))
        {
            return url;
        }

        path.Fail("a path is expected, such as /api/health");
        return origin;
    }
}
