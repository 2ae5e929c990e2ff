using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard;

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

        context.Features.Set(Refusal.Host);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

internal static class HostGateExtensions
{
    public static void AddHostGate(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<CustomerOptions>, CustomerOptionsValidator>();
        builder.Services.AddOptions<CustomerOptions>()
            .BindConfiguration(CustomerOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
    }
}
