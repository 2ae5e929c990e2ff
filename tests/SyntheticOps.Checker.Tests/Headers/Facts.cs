using SyntheticOps.Checker.Headers;

namespace SyntheticOps.Checker.Tests.Headers;

/// <summary>Builds facts: start from a plain https answer, set what the test is about.</summary>
internal static class Facts
{
    public static readonly Uri Site = new("https://shop.example/");

    public static HeaderFacts Https(params (string Name, string Value)[] headers) => new()
    {
        Site = Site,
        Https = new Answer(Site, 200, [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]),
    };

    public static HeaderFacts Http(params (string Name, string Value)[] headers)
    {
        var url = new Uri("http://shop.example/");
        return new() { Site = url, Http = new Answer(url, 200, [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]) };
    }

    public static HeaderFacts WithMeta(this HeaderFacts facts, params string[] policies) => facts with { Page = new PageFacts(policies, null) };

    public static HeaderFacts WithCookies(this HeaderFacts facts, params string[] lines) =>
        facts with
        {
            Https = facts.Auto! with { Headers = [.. facts.Auto.Headers, .. lines.Select(line => KeyValuePair.Create("Set-Cookie", line))] },
            Cookies = [.. lines.Select(line => SetCookie.Parse(line, facts.Auto.Url, facts.Names)).OfType<SetCookie>()],
        };

    public static HeaderFacts WithPage(this HeaderFacts facts, string html) => facts with { Page = PageFacts.Read("text/html; charset=utf-8", html) };
}
