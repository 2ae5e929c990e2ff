using System.Net;

namespace Parfumerie.Faults;

/// <summary>
/// First door of the panel: nothing that came through a proxy, and only a loopback name in Host. A loopback peer would
/// prove nothing behind a gateway, and a foreign Host would be DNS rebinding. The key is the second door.
/// </summary>
internal sealed class FaultGuard : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refusal(context.HttpContext.Request) is { } refusal
            ? ValueTask.FromResult<object?>(Results.Problem(refusal, statusCode: StatusCodes.Status403Forbidden, title: "Not from here"))
            : next(context);

    internal static string? Refusal(HttpRequest request)
    {
        var proxied = request.Headers.Keys.FirstOrDefault(name =>
            name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Via", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));
        if (proxied is not null)
        {
            return $"Header {proxied}: the panel answers nobody who comes through a proxy.";
        }

        var host = request.Host.Host;
        var isLoopback = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        return isLoopback ? null : "Header Host: expected localhost or a loopback address.";
    }
}
