using Microsoft.Extensions.Logging.Console;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Proxying.Records;

internal static class RecordsExtensions
{
    public static void AddRecords(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>()
            .BindConfiguration(AccessOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<AccessMetrics>();
        builder.Services.AddSingleton<AccessLog>();
        builder.Logging.AddFilter<ConsoleLoggerProvider>(AccessLog.Category, LogLevel.None);
    }

    /// <summary>After probes are recognised. Without an exporter nobody reads records, so no request pays for them.</summary>
    public static void UseRecords(this WebApplication app)
    {
        if (IsOn(app.Configuration))
        {
            app.UseMiddleware<AccessRecorder>();
        }
    }

    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Names.Env.OtlpEndpoint]);
}
