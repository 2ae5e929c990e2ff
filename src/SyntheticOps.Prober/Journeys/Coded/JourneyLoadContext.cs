using System.Reflection;
using System.Runtime.Loader;

namespace SyntheticOps.Prober.Journeys.Coded;

/// <summary>The world of one journey assembly: it shares our package and Playwright with us, everything else is its own.</summary>
internal sealed class JourneyLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path), isCollectible: true)
{
    private static readonly string[] Shared = ["SyntheticOps.Journeys", "Microsoft.Playwright"];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Null leaves it to our own context: shared assemblies and .NET's.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        !Shared.Contains(assemblyName.Name) && _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
