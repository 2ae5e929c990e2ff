using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>Adds security headers that the shop's answer lacks, when switched on; one that the shop sends stays as it is.</summary>
internal sealed class SecurityHeaders : ResponseTransform
{
    private const string TransportSecurity = "Strict-Transport-Security";

    private readonly KeyValuePair<string, string>[] _headers;

    public SecurityHeaders(SecurityHeaderOptions options) =>
        _headers = [.. SecurityHeaderOptions.Recommended.Where(header => !options.Headers.ContainsKey(header.Key)).Concat(options.Headers).Where(header => header.Value.Length > 0)];

    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        foreach (var (name, value) in _headers)
        {
            // RFC 6797 section 7.2: never over plain http.
            if (!headers.ContainsKey(name) && (context.HttpContext.Request.IsHttps || !name.Equals(TransportSecurity, StringComparison.OrdinalIgnoreCase)))
            {
                headers[name] = value;
            }
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Section `SecurityHeaders`.</summary>
internal sealed class SecurityHeaderOptions
{
    public const string Section = "SecurityHeaders";

    /// <summary>Headers that break no shop.</summary>
    public static readonly IReadOnlyDictionary<string, string> Recommended = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Strict-Transport-Security"] = "max-age=31536000",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "SAMEORIGIN",
        ["Referrer-Policy"] = "strict-origin-when-cross-origin",
    };

    /// <summary>Whether missing headers are added; default: no.</summary>
    public bool AddMissing { get; set; }

    /// <summary>Further headers, or other values; an empty value leaves a recommended one out.</summary>
    public Dictionary<string, string> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

internal static class SecurityHeadersExtensions
{
    public static void AddSecurityHeaders(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<SecurityHeaderOptions>()
            .BindConfiguration(SecurityHeaderOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .Validate(
                options => options.Headers.All(header => header.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && header.Value.All(c => c is >= ' ' and <= '~')),
                "SecurityHeaders:Headers: expected header names of letters, digits and hyphens, and values of printable ASCII characters.")
            .ValidateOnStart();

    public static SecurityHeaders? Find(IServiceProvider services) =>
        services.GetRequiredService<IOptions<SecurityHeaderOptions>>().Value is { AddMissing: true } options ? new SecurityHeaders(options) : null;
}
