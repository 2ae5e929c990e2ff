using Microsoft.Net.Http.Headers;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Who reads an answer.</summary>
internal enum Audience
{
    Browser,
    Api,
    Terminal,
}

/// <summary>Reads from path and Accept (RFC 9110 section 12.5.1) who asks.</summary>
internal static class Audiences
{
    /// <summary>Longer headers are not parsed: nobody's browser sends them.</summary>
    private const int MaximumLength = 1_024;

    public static Audience Of(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/api"))
        {
            return Audience.Api;
        }

        var accept = request.Headers.Accept;
        if (accept.Sum(value => value?.Length ?? 0) > MaximumLength || !MediaTypeHeaderValue.TryParseList(accept, out var accepted))
        {
            return Audience.Terminal;
        }

        var (html, json) = (0d, 0d);
        foreach (var type in accepted)
        {
            var quality = type.Quality ?? 1;
            if (Is(type, "text/html") || Is(type, "application/xhtml+xml"))
            {
                html = Math.Max(html, quality);
            }
            else if (Is(type, "application/json") || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            {
                json = Math.Max(json, quality);
            }
        }

        return (html, json) switch
        {
            (0, 0) => Audience.Terminal,
            _ when html >= json => Audience.Browser,
            _ => Audience.Api,
        };
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
