using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http;

/// <summary>`http: {path, url, method, redirects, expect}` with `degraded: {total}` beside it.</summary>
internal sealed class HttpCheckType(HttpTransport transport) : ICheckType
{
    public string Name => "http";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var target = UrlOf(map, map.Find("url")?.AsUrl() ?? site.Url);
        var options = new HttpCheckOptions
        {
            Fetch = new HttpFetch(target)
            {
                Method = map.Find("method")?.AsChoice("GET", "HEAD") is "HEAD" ? HttpMethod.Head : HttpMethod.Get,
                MaximumRedirects = map.Find("redirects")?.AsInteger(0, HttpTransport.MaximumRedirects) ?? HttpTransport.MaximumRedirects,
            },
            Expectations = map.Find("expect") is { } expect ? Expectations(expect.AsMap()) : [StatusExpectation.Default],
            SlowAfter = entry.Find("degraded")?.AsMap().Require("total")?.AsDuration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
        };
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

    private static List<IExpectation> Expectations(ConfigMap map)
    {
        var all = new List<IExpectation> { map.Find("status") is { } status ? StatusExpectation.Read(status) : StatusExpectation.Default };
        if (map.Find("text") is { } text)
        {
            all.AddRange(text.AsItemsOrOne().Select(item => TextExpectation.Read(item, present: true)));
        }

        if (map.Find("text-absent") is { } absent)
        {
            all.AddRange(absent.AsItemsOrOne().Select(item => TextExpectation.Read(item, present: false)));
        }

        if (map.Find("regex")?.AsRegex() is { } pattern)
        {
            all.Add(new RegexExpectation(pattern));
        }

        if (map.Find("header") is { } header)
        {
            all.AddRange(HeaderExpectation.Read(header));
        }

        if (map.Find("json") is { } json)
        {
            all.AddRange(JsonExpectation.Read(json));
        }

        return all;
    }
}
