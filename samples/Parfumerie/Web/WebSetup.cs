using Microsoft.AspNetCore.DataProtection;
using Parfumerie.Localization;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace Parfumerie.Web;

/// <summary>The pipeline: what stands between the socket and the pages.</summary>
internal static class WebSetup
{
    /// <summary>Largest request body, bytes: forms and webhooks are small.</summary>
    private const int MaximumBody = 256 * 1024;

    public static WebApplicationBuilder AddShopWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddScoped<Shopper>();
        services.AddScoped<Words>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "parfumerie.formulaire";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "jeton";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("parfumerie");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>((options, folder, logs) => options.XmlRepository =
                new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(new DirectoryInfo(folder.Folder("protection")), logs));
        services.AddSingleton(provider => new ProbeKey(
            KeySource.Require(builder.Configuration, provider.GetRequiredService<DataFolder>(), Names.Env.ProbeKey)));
        services.AddSingleton(provider => new OperatorKeys(new AccessKeys(
            KeySource.Require(builder.Configuration, provider.GetRequiredService<DataFolder>(), Names.Env.OperatorKey))));
        return builder;
    }

    /// <summary>The order matters: headers on everything, then the language that error pages speak, then errors.</summary>
    public static WebApplication UseShopWeb(this WebApplication app)
    {
        app.Use(SecurityHeaders.InvokeAsync);
        app.Use(LanguagePrefix.InvokeAsync);
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<ProbeVisit>();
        app.UseRouting();
        app.UseAntiforgery();
        return app;
    }
}
