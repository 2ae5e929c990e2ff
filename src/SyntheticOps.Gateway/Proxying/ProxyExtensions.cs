using SyntheticOps.Gateway.Hosting;
using SyntheticOps.Gateway.Recognition.Staff;
using SyntheticOps.Gateway.Webhooks;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Proxying;

internal static class ProxyExtensions
{
    /// <summary>
    /// YARP in front of the shop: Host as the customer sent it, X-Forwarded-* set by us, the trace continued (YARP and its
    /// client do that), limits on time.
    /// </summary>
    public static void AddShopProxy(this WebApplicationBuilder builder)
    {
        var section = Upstream.Configure(builder.Configuration);
        HashCookieFilter.Check(section);
        builder.Services.AddRequestTimeouts();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(section)
            .AddConfigFilter<HashCookieFilter>()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = Limits.Connect)
            .AddTransforms(context =>
            {
                context.AddOriginalHost();
                context.AddXForwarded(ForwardedTransformActions.Set);
                context.RequestTransforms.Add(new ForwardedHeaders());
                context.RequestTransforms.Add(new StaffCookieFilter());
                context.RequestTransforms.Add(new ReplaySignature());
                context.ResponseTransforms.Add(new BareFailures());
                context.ResponseTransforms.Add(new WebhookFailures());
            });
    }
}
