using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Access;

/// <summary>Where the dashboard is reached; known once the server has started.</summary>
internal sealed class ListenAddress(IServer server, IConfiguration configuration, IOptions<AccessOptions> options)
{
    /// <summary>Without a slash at the end.</summary>
    public string Url => options.Value.PublicUrl?.ToString().TrimEnd('/') ?? OwnUrl();

    public string LoginUrl(LoginToken token) => $"{Url}/login?token={token.Value}";

    private string OwnUrl()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var port = Binds.PortOf(configuration, Names.Listeners.Http);
        var chosen = addresses.FirstOrDefault(address => port is > 0 && BindingAddress.Parse(address).Port == port) ?? addresses.FirstOrDefault();
        return (chosen ?? "http://localhost").TrimEnd('/')
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal);
    }
}
