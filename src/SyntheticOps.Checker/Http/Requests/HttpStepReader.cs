using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http.Requests;

/// <summary>Reads the one request of a check, or its `steps`.</summary>
internal static class HttpStepReader
{
    private const int MaximumSteps = 20;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private static readonly string[] Run = ["run"];

    /// <summary>`{path, url, method, redirects, headers, json, form, body, expect}`.</summary>
    public static HttpStep One(ConfigMap map, Uri origin)
    {
        var target = HttpCheckType.UrlOf(map, map.Find("url")?.AsUrl() ?? origin);
        var method = map.Find("method")?.AsChoice(Methods) ?? "GET";
        return Complete(map, Run, method) with { Name = method, Origin = target, Target = Template.Of(target.AbsoluteUri.Replace("$", "$$", StringComparison.Ordinal)) };
    }

    public static List<HttpStep> Several(ConfigNode node, Uri origin)
    {
        var known = new List<string>(Run);
        var steps = new List<HttpStep>();
        foreach (var item in node.AsItems())
        {
            var step = Step(item.AsMap(), origin, known);
            if (steps.Exists(other => other.Name == step.Name))
            {
                item.Fail($"two steps are called '{step.Name}'");
            }

            steps.Add(step);
            known.AddRange(step.Captures.Select(capture => capture.Name));
        }

        if (steps.Count is 0 or > MaximumSteps)
        {
            node.Fail($"1 to {MaximumSteps} steps are expected");
        }

        return steps;
    }

    private static HttpStep Step(ConfigMap map, Uri origin, List<string> known)
    {
        var request = map.Require("request");
        var (method, target) = request is null ? ("GET", "/") : Split(request);
        var step = Complete(map, known, method);
        return step with
        {
            Name = map.Find("name")?.AsText() is { Length: > 0 } name ? name : $"{method} {target.Split('?', 2)[0]}",
            Origin = map.Find("url")?.AsUrl() ?? origin,
            Target = request is null ? Template.Of(target) : Template.Read(request, known).After(method),
            Captures = map.Find("set") is { } set ? [.. Capture.Read(set)] : [],
        };
    }

    /// <summary>What both kinds have in common. A method that changes something is not repeated elsewhere.</summary>
    private static HttpStep Complete(ConfigMap map, IReadOnlyCollection<string> known, string method)
    {
        var safe = method is "GET" or "HEAD";
        var redirects = map.Find("redirects");
        var most = redirects?.AsInteger(0, HttpTransport.MaximumRedirects);
        if (!safe && most > 0)
        {
            redirects!.Fail($"redirects of a {method} are not followed: its body would go to another place. Expect the redirect and make the next request a step of its own");
        }

        var body = RequestBody.Read(map, known);
        if (body is not null && safe)
        {
            map.Fail($"a {method} request has no body");
        }

        var given = RequestHeaders.Check(map);
        return new HttpStep
        {
            Name = "",
            Method = HttpMethod.Parse(method),
            Origin = new Uri("http://localhost"),
            Target = Template.Of("/"),
            MaximumRedirects = safe ? most ?? HttpTransport.MaximumRedirects : 0,
            Headers = [.. given.Select(header => (header.Name, Template.Read(header.Value, known)))],
            Body = body,
            Expectations = ExpectationReader.Read(map.Find("expect")),
        };
    }

    private static (string Method, string Target) Split(ConfigNode node)
    {
        if (node.AsText().Split(' ', 2) is [var method, var target] && Methods.Contains(method) && target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal))
        {
            return (method, target);
        }

        node.Fail($"a method and a path are expected, such as GET /api/me; methods are {string.Join(", ", Methods)}");
        return ("GET", "/");
    }
}
