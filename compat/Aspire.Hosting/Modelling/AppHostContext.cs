using System.Reflection;
using System.Security.Cryptography;
using Aspire.Hosting.Starting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.Modelling;

/// <summary>What the AppHost process brings along: its configuration, its place and where its output goes.</summary>
internal sealed class AppHostContext
{
    public required ConfigurationManager Configuration { get; init; }

    /// <summary>Folder of the AppHost project.</summary>
    public string Directory { get; init; } = AppContext.BaseDirectory;

    public required ParameterValues Parameters { get; init; }

    /// <summary>Development or Production; decides the same variables as in Aspire.</summary>
    public string EnvironmentName { get; init; } = "Production";

    /// <summary>Debug or Release: what the resources are built as, like the AppHost.</summary>
    public string BuildConfiguration { get; init; } = "Debug";

    public required Func<IProjectMetadata, LaunchCommand> CommandFor { get; init; }

    public Func<int> FreePort { get; init; } = new FreePorts().Next;

    /// <summary>Makes a resource's service.instance.id.</summary>
    public Func<string> InstanceId { get; init; } = () => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 8);

    public TextWriter Output { get; init; } = Console.Out;

    public bool Colour { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>From the signal to stop until what still runs is killed.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Faults of the model, told all at once at start.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Name of the AppHost's own launch profile; a project's profile of that name is preferred.</summary>
    public string? ProfileName => Configuration["AppHost:DefaultLaunchProfileName"] ?? Configuration["DOTNET_LAUNCH_PROFILE"];

    /// <summary>Aspire's switch for tests: every port is a free one.</summary>
    public bool RandomizePorts => string.Equals(Configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);

    public static AppHostContext Create(string[] args)
    {
        var assembly = Assembly.GetEntryAssembly()!;
        var secrets = assembly.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId is { } id
            ? PathHelper.GetSecretsPathFromSecretsId(id)
            : null;
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables().AddCommandLine(args);
        return new AppHostContext
        {
            Configuration = configuration,
            Directory = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key == "apphostprojectpath")?.Value ?? AppContext.BaseDirectory,
            Parameters = new ParameterValues(configuration, secrets),
            EnvironmentName = configuration["DOTNET_ENVIRONMENT"] ?? configuration["ASPNETCORE_ENVIRONMENT"] ?? "Production",
            BuildConfiguration = assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug",
            CommandFor = LaunchCommand.ForBuildOutput,
            Colour = !Console.IsOutputRedirected && string.IsNullOrEmpty(configuration["NO_COLOR"]),
        };
    }
}
