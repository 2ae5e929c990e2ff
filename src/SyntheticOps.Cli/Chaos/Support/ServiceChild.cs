using System.Diagnostics;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>One of our programs as a process of its own, to be killed. Of this environment it gets the browser's variables only.</summary>
internal sealed class ServiceChild : IDisposable
{
    private readonly Process _process;

    private ServiceChild(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The checker on synthetics.yaml and data of the folder.</summary>
    /// <param name="receiver">In the collector's place.</param>
    /// <param name="failpoint">`NAME:N`, where the process kills itself; null for one that lives.</param>
    public static ServiceChild Checker(DirectoryInfo folder, Uri receiver, string? failpoint = null) => Start(
        Path.Combine(AppContext.BaseDirectory, "SyntheticOps.Checker.dll"),
        ["--urls", "http://127.0.0.1:0"],
        [
            (Names.Env.Config, Path.Combine(folder.FullName, "synthetics.yaml")),
            (Names.Env.Data, Path.Combine(folder.FullName, "data")),
            (Names.Env.ProbeKey, "ChaosProbeKey0123456789ABCDEF"),
            (Names.Env.OtlpEndpoint, receiver.GetLeftPart(UriPartial.Authority)),
            (Names.Env.OtlpProtocol, "http/protobuf"),
            ("DOTNET_ENVIRONMENT", "Test"),
            ("Logging__LogLevel__Default", "Warning"),
            ("SYNOPS_FAILPOINT", failpoint ?? ""),
        ]);

    /// <param name="assembly">Path of the .dll.</param>
    public static ServiceChild Start(string assembly, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;

        // A pipe that nobody reads would stop it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);
    }

    /// <summary>SIGKILL to this process alone: what it leaves is to be seen.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
    }

    public Task WaitAsync(CancellationToken token) => _process.WaitForExitAsync(token);

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static bool IsForeign(string name) =>
        (name.StartsWith("SYNOPS_", StringComparison.Ordinal) && name is not (Names.Env.Browser or Names.Env.AllowNoSandbox))
        || name.StartsWith("OTEL_", StringComparison.Ordinal) || name.StartsWith("Kestrel__", StringComparison.Ordinal);
}
