using System.Reflection;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Starting;

/// <summary>How a resource is started: its built output under the dotnet that runs us, without a `dotnet run` in between.</summary>
/// <param name="FileName">Program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Needs">A file without which it cannot start; null for none.</param>
internal sealed record LaunchCommand(string FileName, IReadOnlyList<string> Arguments, string? Needs = null)
{
    public static LaunchCommand ForBuildOutput(IProjectMetadata project)
    {
        // The build writes this beside the class; see Aspire.Hosting.targets.
        var output = project.GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => entry.Key == $"projectoutput:{project.ProjectPath}")?.Value ?? "";
        return new LaunchCommand(DotnetPath(), ["exec", output], output);
    }

    /// <summary>ROOT/dotnet of ROOT/shared/Microsoft.NETCore.App/VERSION/.</summary>
    private static string DotnetPath()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var dotnet = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(dotnet) ? dotnet : "dotnet";
    }
}
