using Microsoft.Extensions.Options;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>The named routes with their secrets.</summary>
internal sealed class WebhookRoutes
{
    public WebhookRoutes(IOptions<WebhookOptions> options, IEnumerable<IWebhookScheme> schemes, IConfiguration configuration, ILogger<WebhookRoutes> log)
    {
        All = [.. options.Value.Routes.Select(route => new WebhookRoute(
            route.Key,
            route.Value.Path.TrimEnd('/'),
            schemes.FirstOrDefault(scheme => scheme.Name == route.Value.Scheme),
            Secrets(route.Value, configuration),
            route.Value.Buffer))];
        foreach (var route in All.Where(route => route is { Buffer: true, IsBuffered: false }))
        {
            log.RouteNotBuffered(route.Name, route.Scheme is null ? "no scheme" : "no secret");
        }
    }

    public IReadOnlyList<WebhookRoute> All { get; }

    /// <summary>The route of a request; shops take a path in any case and with a slash at its end.</summary>
    public WebhookRoute? Find(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Path.Value is not { } path)
        {
            return null;
        }

        foreach (var route in All)
        {
            if (path.AsSpan().TrimEnd('/').Equals(route.Path, StringComparison.OrdinalIgnoreCase))
            {
                return route;
            }
        }

        return null;
    }

    private static string[] Secrets(WebhookRouteOptions route, IConfiguration configuration)
    {
        var own = Read(route.Secret, route.SecretFile);
        var text = own.Length == 0 && route.Scheme == "stripe"
            ? Read(configuration[Names.Env.StripeWebhookSecret], configuration[Names.Env.StripeWebhookSecret + "_FILE"])
            : own;
        return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Read(string? value, string? file) =>
        value is { Length: > 0 } ? value.Trim() : file is { Length: > 0 } ? File.ReadAllText(file).Trim() : "";
}
