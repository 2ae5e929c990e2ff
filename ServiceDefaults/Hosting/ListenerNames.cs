using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Marks each connection with the name of its endpoint; works with port 0 too, where the configuration knows no port.</summary>
internal sealed class ListenerNames(IConfiguration configuration) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        foreach (var name in configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint.Key))
        {
            var feature = new ListenerFeature(name);
            options.ConfigurationLoader?.Endpoint(name, endpoint => endpoint.ListenOptions.Use(next => connection =>
            {
                connection.Features.Set(feature);
                return next(connection);
            }));
        }
    }
}
