using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;

namespace SyntheticOps.Checker.Http.Requests;

/// <summary>`set: {token: {json: $.token}}`: a value of an answer for the steps after it. It may be a secret, so no message shows it.</summary>
internal sealed record Capture(string Name, string From, Func<HttpExchange, string?> Find)
{
    private const int MaximumLength = 4096;

    /// <summary>A server may not put lines into our later requests.</summary>
    public string? Take(HttpExchange exchange) => Find(exchange) is { Length: > 0 and <= MaximumLength } value && !value.Any(char.IsControl) ? value : null;

    public static IEnumerable<Capture> Read(ConfigNode node)
    {
        foreach (var (name, source) in node.AsMap().Entries())
        {
            if (name == "run" || name.Length > 40 || name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
            {
                source.Fail("a name of letters, digits, _ and - is expected, other than run");
            }

            if (Read(name, source.AsMap()) is { } capture)
            {
                yield return capture;
            }
        }
    }

    private static Capture? Read(string name, ConfigMap map)
    {
        var (json, header, cookie, regex) = (map.Find("json"), map.Find("header"), map.Find("cookie"), map.Find("regex"));
        if (new[] { json, header, cookie, regex }.Count(node => node is not null) != 1)
        {
            map.Fail("a value comes from one of json, header, cookie and regex");
            return null;
        }

        if (json is not null)
        {
            return JsonPath.Read(json) is { } path ? new(name, path.ToString(), exchange => Json(exchange, path)) : null;
        }

        if (regex is not null)
        {
            return regex.AsRegex() is { } pattern ? new(name, "the pattern", exchange => First(pattern.Match(exchange.Text()))) : null;
        }

        var wanted = (header ?? cookie)!.AsText();
        return header is not null
            ? new(name, $"the header {wanted}", exchange => exchange.HeaderValues(wanted).FirstOrDefault())
            : new(name, $"the cookie {wanted}", exchange => exchange.HeaderValues("Set-Cookie")
                .Select(line => line.Split(';', 2)[0].Split('=', 2))
                .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == wanted)?[1].Trim());
    }

    private static string? Json(HttpExchange exchange, JsonPath path)
    {
        try
        {
            using var document = JsonDocument.Parse(exchange.Text());
            return path.Find(document.RootElement) switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The first group, else the whole match.</summary>
    private static string? First(Match match) => !match.Success ? null : match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
}
