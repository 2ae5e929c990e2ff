using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Guard;
using SyntheticOps.Gateway.Guard.Lists;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.Gateway.Proxying;
using SyntheticOps.Gateway.Proxying.Records;
using SyntheticOps.Gateway.Proxying.Reload;
using SyntheticOps.Gateway.Recognition;
using SyntheticOps.Gateway.Recognition.Staff;
using SyntheticOps.Gateway.Webhooks;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>The gateway on one screen: what it is made of, and the way of a request through it.</summary>
internal static class GatewayExtensions
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var data = DataFolder.Open(builder.Configuration, "gateway");
        builder.Services.AddSingleton(_ => data);
        builder.WebHost.ConfigureKestrel(Limits.Apply);
        builder.AddHostGate();
        builder.AddGuard(data);
        builder.AddRecognition();
        builder.AddOperators(data);
        builder.AddStaff(data);
        builder.AddMaintenance(data);
        builder.AddWebhooks(data);
        builder.AddAnswers();
        builder.AddShopProxy();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.Services.GetRequiredService<DataFolder>(); // the container now lets go of the folder, last of all
        app.Services.GetRequiredService<ConfigurationReload>().Load();
        app.UseClientAddress();
        app.UseMiddleware<ProbeRecognition>();
        app.UseRecords();
        app.UseGuard();
        app.UseMiddleware<Methods>();
        app.Use(Paths.RefuseAsync);
        app.UseRequestTimeouts();

        app.MapMaintenanceApi().RequireListener(Names.Listeners.Admin);
        app.MapWebhookApi().RequireListener(Names.Listeners.Admin);
        app.MapStaffApi().RequireListener(Names.Listeners.Admin);
        app.MapAuditApi().RequireListener(Names.Listeners.Admin);
        app.MapStaffPages().RequireListener(Names.Listeners.Http);
        app.MapReservedPaths().RequireListener(Names.Listeners.Http);
        app.MapListApi().RequireListener(Names.Listeners.Admin);
        app.MapHiddenRoutes().RequireListener(Names.Listeners.Http);
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<HostGate>();
            proxy.UseMiddleware<WebhookGate>();
            proxy.UseMiddleware<MaintenanceGate>();
            proxy.UseMiddleware<FailoverAnswers>();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).RequireListener(Names.Listeners.Http);
    }
}
