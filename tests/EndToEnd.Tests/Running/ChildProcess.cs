using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Running;

/// <summary>A program that a test started, with all that it has printed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ChildProcess(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts the built output of a project, in its folder, where its appsettings.json is.</summary>
    public static ChildProcess Start(string project, string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var folder = Repository.Output(project);
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return new ChildProcess(dotnet, ["exec", Path.Combine(folder, assembly + ".dll"), .. arguments], folder, environment);
    }

    public string LastLines(int count = 60)
    {
        lock (_lines)
        {
            return string.Join('\n', _lines.TakeLast(count));
        }
    }

    public void Terminate() =>
        Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();

    /// <summary>SIGKILL, the process alone.</summary>
    public async Task KillAsync(CancellationToken token)
    {
        _process.Kill();
        await _process.WaitForExitAsync(token);
    }

    /// <returns>False when it still runs after that time.</returns>
    public async Task<bool> WaitForExitAsync(TimeSpan cap, CancellationToken token)
    {
        try
        {
            await _process.WaitForExitAsync(token).WaitAsync(cap, TimeProvider.System, token);
            return true;
        }
        catch (TimeoutException)
        {
            return _process.HasExited;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? "");
        }
    }
}
