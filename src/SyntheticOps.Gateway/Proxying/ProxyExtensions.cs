using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Hosting;
using SyntheticOps.Gateway.Proxying.Records;
using SyntheticOps.Gateway.Proxying.Reload;
using SyntheticOps.Gateway.Recognition.Staff;
using SyntheticOps.Gateway.Webhooks;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace SyntheticOps.Gateway.Proxying;

internal static class ProxyExtensions
{
    /// <summary>
    /// YARP in front of the shop: Host as the customer sent it, X-Forwarded-* set by us, the trace continued (YARP and its
    /// client do that), limits on time.
    /// </summary>
    public static void AddShopProxy(this WebApplicationBuilder builder)
    {
        HashCookieFilter.Check(Upstream.Of(builder.Configuration));
        builder.AddSecurityHeaders();
        builder.AddRecords();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddSingleton(new ConfigurationFiles(builder.Configuration));
        builder.Services.AddSingleton<ShopRoutes>();
        builder.Services.AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<ShopRoutes>());
        builder.Services.AddSingleton<ConfigurationReload>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ConfigurationReload>());
        builder.Services.AddSingleton<ILoadBalancingPolicy, WeightedPolicy>();
        builder.Services.AddReverseProxy()
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
                AddTimes(context);
                if (SecurityHeadersExtensions.Find(context.Services) is { } headers)
                {
                    context.ResponseTransforms.Add(headers);
                }
            });
    }

    /// <summary>Only for those who look at them.</summary>
    private static void AddTimes(TransformBuilderContext context)
    {
        var tellsBrowser = context.Services.GetRequiredService<IOptions<CustomerOptions>>().Value.ServerTiming;
        if (tellsBrowser || RecordsExtensions.IsOn(context.Services.GetRequiredService<IConfiguration>()))
        {
            var clock = context.Services.GetRequiredService<TimeProvider>();
            context.RequestTransforms.Add(new SentTransform(clock));
            context.ResponseTransforms.Add(new AnsweredTransform(clock, tellsBrowser));
        }
    }
}
