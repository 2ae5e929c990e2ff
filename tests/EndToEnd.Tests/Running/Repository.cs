using System.Reflection;

namespace EndToEnd.Tests.Running;

/// <summary>Where the sources and the built programs are; the programs are of the same configuration as this assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of a built project below artifacts/bin.</summary>
    public static string Output(string project)
    {
        var configuration = typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(Root, "artifacts", "bin", project, configuration.ToLowerInvariant());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "synthetics.yaml")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has a synthetics.yaml.");
    }
}
