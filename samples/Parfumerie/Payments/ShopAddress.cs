using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Parfumerie.Payments;

/// <summary>Where this process can call itself; known once the server has started.</summary>
internal sealed class ShopAddress(IServer server)
{
    public Uri Own
    {
        get
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses
                .FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidOperationException("The shop has no http endpoint to call itself on: set Stripe:Api and Stripe:WebhookUrl.");
            var binding = BindingAddress.Parse(address);
            var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
            return new Uri($"http://{host}:{binding.Port}/");
        }
    }
}
