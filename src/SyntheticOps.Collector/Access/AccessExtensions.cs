using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Access;

/// <summary>Who may see what: deny by default, one-time login, sessions, operator key, headers, hosts.</summary>
internal static class AccessExtensions
{
    /// <summary>Policy of the operating APIs: the operator key, never a session (a browser's cookie must not reach them).</summary>
    public const string OperatorPolicy = "operator";

    public const string LoginLimit = "login";

    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        services.AddOptions<AccessOptions>()
            .BindConfiguration(AccessOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(_ => DataFolder.Open(builder.Configuration, "collector"));
        services.TryAddSingleton<OperatorKey>();
        services.AddSingleton<LoginLinks>();
        services.AddSingleton<ListenAddress>();
        services.AddHostedService<ConnectionFile>();
        services.AddHttpContextAccessor();
        AddSessions(services);
        AddLimits(services);
        services.AddOptions<HostFilteringOptions>().Configure<IOptions<AccessOptions>, IConfiguration>(LimitHosts);
        return builder;
    }

    /// <summary>Headers, limits, session and form tokens, in this order; call it before the pages and APIs are mapped.</summary>
    public static WebApplication UseAccess(this WebApplication app)
    {
        app.Use(SecurityHeaders.ApplyAsync);
        app.UseErrorPages();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("SyntheticOps");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, data, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.Folder("protection")), loggers));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddScheme<AuthenticationSchemeOptions, OperatorKeyHandler>(OperatorKeyHandler.SchemeName, null);
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<AccessOptions>>((cookie, access) => Session.Configure(cookie, access.Value));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build())
            .AddPolicy(OperatorPolicy, policy => policy.AddAuthenticationSchemes(OperatorKeyHandler.SchemeName).RequireAuthenticatedUser());
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "synops-form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.FormFieldName = "_form";
            forms.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void AddLimits(IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(LoginLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.LoginTriesPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
        });
    }

    /// <summary>
    /// A page of another site whose name resolves to 127.0.0.1 must not read us (DNS rebinding). On binds other than
    /// loopback the names are the operator's to list; without a list any name is taken, because the address is public anyway.
    /// </summary>
    private static void LimitHosts(HostFilteringOptions hosts, IOptions<AccessOptions> access, IConfiguration configuration)
    {
        var listed = access.Value.AllowedHosts.Concat(access.Value.PublicUrl is { } url ? [url.Host] : Array.Empty<string>()).ToList();
        if (Binds.AreLoopback(configuration) || listed.Count > 0)
        {
            hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]", .. listed];
            hosts.IncludeFailureMessage = false;
        }
    }
}
