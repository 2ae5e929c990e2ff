using System.Collections;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;

namespace Aspire.Hosting.Starting;

/// <summary>Computes the environment of a process, in the order in which Aspire adds to it: a later step wins.</summary>
internal static class EnvironmentPlan
{
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL"];

    /// <param name="inherited">The AppHost's own environment.</param>
    public static async Task<Dictionary<string, string>> ComputeAsync(
        ProjectResource project, AppHostContext context, IDictionary inherited, CancellationToken token)
    {
        var all = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in inherited)
        {
            all[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var name in NotInherited)
        {
            all.Remove(name);
        }

        var own = Defaults(project, context);
        AddEndpoints(project, own);
        AddProfile(project, own);
        foreach (var (name, value) in project.Environment)
        {
            own[name] = await value.GetValueAsync(token) ?? "";
        }

        foreach (var (name, value) in own)
        {
            all[name] = value;
        }

        return all;
    }

    private static Dictionary<string, string> Defaults(ProjectResource project, AppHostContext context)
    {
        var own = new Dictionary<string, string>
        {
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={context.InstanceId()}",
            ["OTEL_SERVICE_NAME"] = project.Name,
            ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true",
            ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
        };
        if (context.EnvironmentName.Equals("Development", StringComparison.OrdinalIgnoreCase))
        {
            own["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            own["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            own["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            own["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            own["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            own["OTEL_TRACES_SAMPLER"] = "always_on";
            own["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            own["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }

        return own;
    }

    private static void AddEndpoints(ProjectResource project, Dictionary<string, string> own)
    {
        if (project.HasKestrelEndpoints)
        {
            foreach (var endpoint in project.Endpoints)
            {
                own[$"Kestrel__Endpoints__{endpoint.Name}__Url"] = endpoint.BindUrl;
            }
        }
        else if (project.Endpoints.Count > 0)
        {
            own["ASPNETCORE_URLS"] = string.Join(';', project.Endpoints.Select(endpoint => endpoint.BindUrl));
        }
    }

    private static void AddProfile(ProjectResource project, Dictionary<string, string> own)
    {
        if (project.Profile is not { } profile)
        {
            return;
        }

        own.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
        foreach (var (name, value) in profile.Environment)
        {
            own.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
        }
    }
}
