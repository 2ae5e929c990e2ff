using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Hosting;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>
/// `--maintenance-only`: nothing but the page, for the hour in which block lists or keys cannot be read and the gateway refuses to start
/// (GW-14). It reads no data folder and asks no shop; webhooks get 503 too, so that their senders try again.
/// </summary>
internal static class MaintenanceOnly
{
    private const string Option = "--maintenance-only";

    private static readonly Answer Pause = new(Situation.Pause, null, TimeSpan.FromSeconds(120));

    public static bool IsWanted(string[] args) => args.Contains(Option);

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args.Where(arg => arg != Option)]);
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(Limits.Apply);
        builder.AddAnswers();

        var app = builder.Build();
        app.Use(Paths.RefuseAsync);
        app.MapDefaultEndpoints();
        app.MapReservedPaths().RequireListener(Names.Listeners.Http);
        app.Map("/{**path}", AnswerAsync).RequireListener(Names.Listeners.Http);
        return app;
    }

    private static Task AnswerAsync(HttpContext context, AnswerWriter answers)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return answers.WriteAsync(context, Pause);
    }
}
