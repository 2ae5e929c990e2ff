using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Modelling;

/// <summary>Reads what a project says about itself: launch profile and endpoints, by Aspire's rules.</summary>
internal static class ProjectFiles
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void Read(ProjectResource project, AppHostContext context)
    {
        try
        {
            project.Profile = ReadProfile(Path.Combine(project.Folder, "Properties", "launchSettings.json"), context.ProfileName);
            ReadKestrelEndpoints(project, context);
            if (!project.HasKestrelEndpoints)
            {
                ReadApplicationUrl(project, context);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException or IOException or ModelException)
        {
            context.Problems.Add($"{project.Name}: {e.Message}");
        }
    }

    /// <summary>The profile of the AppHost's own profile name, else the first that starts the project.</summary>
    private static LaunchProfile? ReadProfile(string path, string? preferred)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        if (!document.RootElement.TryGetProperty("profiles", out var profiles))
        {
            return null;
        }

        var all = profiles.EnumerateObject().ToList();
        var chosen = all.FindIndex(profile => profile.Name == preferred);
        chosen = chosen >= 0 ? chosen : all.FindIndex(profile => Text(profile.Value, "commandName") is null or "" or "Project" or "Executable");
        return chosen < 0 ? null : new LaunchProfile(
            all[chosen].Name,
            Text(all[chosen].Value, "applicationUrl"),
            all[chosen].Value.TryGetProperty("environmentVariables", out var variables)
                ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString() ?? "")
                : []);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void ReadKestrelEndpoints(ProjectResource project, AppHostContext context)
    {
        var settings = Path.Combine(project.Folder, "appsettings.json");
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(settings, optional: true)
            .AddJsonFile(Path.Combine(project.Folder, $"appsettings.{context.EnvironmentName}.json"), optional: true)
            .Build();
        var byScheme = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null)
            .GroupBy(endpoint => Parse(endpoint["Url"]!, $"Kestrel:Endpoints:{endpoint.Key}:Url").Scheme);
        foreach (var group in byScheme)
        {
            project.HasKestrelEndpoints = true;
            // Aspire names the only endpoint of a scheme after the scheme, and overrides the setting of that name.
            var only = group.Count() == 1;
            foreach (var endpoint in group)
            {
                if (only && endpoint.Key != group.Key)
                {
                    throw new ModelException(
                        $"Kestrel:Endpoints:{endpoint.Key} is its only {group.Key} endpoint, so Aspire calls it '{group.Key}' and would bind its port twice. "
                        + $"Rename it to '{group.Key}' in {settings}.");
                }

                Add(project, context, endpoint.Key, endpoint["Url"]!, $"Kestrel:Endpoints:{endpoint.Key}:Url in {settings}");
            }
        }
    }

    /// <summary>Endpoints named http, https, then http2 and so on.</summary>
    private static void ReadApplicationUrl(ProjectResource project, AppHostContext context)
    {
        var count = new Dictionary<string, int>();
        foreach (var url in (project.Profile?.ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var scheme = Parse(url, "applicationUrl").Scheme;
            count[scheme] = count.GetValueOrDefault(scheme) + 1;
            var name = count[scheme] == 1 ? scheme : $"{scheme}{count[scheme]}";
            Add(project, context, name, url, $"applicationUrl in {Path.Combine(project.Folder, "Properties", "launchSettings.json")}");
        }
    }

    private static void Add(ProjectResource project, AppHostContext context, string name, string url, string declaredAt)
    {
        var address = Parse(url, declaredAt);
        var port = address.Port == 0 || context.RandomizePorts ? context.FreePort() : address.Port;
        project.Endpoints.Add(new EndpointAnnotation(name, address.Scheme, address.Host, port, declaredAt));
    }

    private static BindingAddress Parse(string url, string setting)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new ModelException($"{setting}: '{url}' is no address; expected http://host:port.");
        }
    }
}
