using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Parfumerie.Tls;

/// <summary>The https endpoint (`Kestrel:Endpoints:https` in appsettings.json) and its certificates.</summary>
internal static class TlsSetup
{
    public static WebApplicationBuilder AddTls(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerCertificates>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(services =>
        {
            // Made before the first handshake: whoever checks the endpoint reads the authority's file first.
            var certificates = services.GetRequiredService<ServerCertificates>();
            return new ConfigureOptions<KestrelServerOptions>(kestrel => kestrel.ConfigureHttpsDefaults(https =>
                https.ServerCertificateSelector = (_, _) => certificates.Current));
        });
        return builder;
    }
}
