using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>Answers 421 to a host that is not ours (RFC 9110 section 15.5.20), so that no shop builds links from a stranger's Host.</summary>
internal sealed class HostGate(RequestDelegate next, IOptions<CustomerOptions> options)
{
    private readonly HashSet<string> _hosts = new(options.Value.Hosts, StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        if (_hosts.Count == 0 || _hosts.Contains(context.Request.Host.Host.TrimEnd('.')))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

/// <summary>Section `Customers`.</summary>
internal sealed class CustomerOptions
{
    /// <summary>Host names that customers use, without port; empty: any.</summary>
    public string[] Hosts { get; set; } = [];
}

internal static class HostGateExtensions
{
    public static void AddHostGate(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<CustomerOptions>()
            .BindConfiguration("Customers", options => options.ErrorOnUnknownConfiguration = true)
            .Validate(
                options => options.Hosts.All(host => Uri.CheckHostName(host) != UriHostNameType.Unknown),
                "Customers:Hosts: each entry is a host name or address without port, such as www.shop.example.")
            .ValidateOnStart();
}
