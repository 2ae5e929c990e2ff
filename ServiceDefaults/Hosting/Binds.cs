using System.Net;
using Microsoft.Extensions.Configuration;

namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Reads which addresses the process is told to listen on.</summary>
public static class Binds
{
    /// <summary>Whether every configured address is loopback; no address at all is Kestrel's localhost default.</summary>
    public static bool AreLoopback(IConfiguration configuration)
    {
        var named = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]);
        var plain = (configuration["urls"] ?? "").Split(';');
        var anyPort = configuration["http_ports"] ?? configuration["https_ports"];
        return string.IsNullOrWhiteSpace(anyPort)
            && named.Concat(plain).OfType<string>().Where(url => url.Length > 0).All(IsLoopback);
    }

    /// <summary>The port of a named Kestrel endpoint; null when it is not configured.</summary>
    public static int? PortOf(IConfiguration configuration, string listener) =>
        configuration[$"Kestrel:Endpoints:{listener}:Url"] is { Length: > 0 } url
            ? Microsoft.AspNetCore.Http.BindingAddress.Parse(url).Port
            : null;

    private static bool IsLoopback(string url)
    {
        var host = Microsoft.AspNetCore.Http.BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
