using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SyntheticOps.Testing;

/// <summary>One of our executables as a child process on free ports, which it says on its standard output. Compiled into the test projects that start one.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly int _endpoints;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Uri> _addresses = [];
    private readonly List<string> _output = [];

    private ServiceProcess(string assembly, int endpoints, IEnumerable<(string Name, string Value)> variables, string[] arguments)
    {
        _endpoints = endpoints;
        var program = Find(assembly);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { program },
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal) || name.StartsWith("SYNOPS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens, in the order of the endpoints' names.</summary>
    public IReadOnlyList<Uri> Addresses => _addresses;

    /// <summary>Of the process.</summary>
    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Returns when all <paramref name="endpoints"/> are open.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not listen within 60 s; with all that it printed.</exception>
    public static async Task<ServiceProcess> StartAsync(string assembly, int endpoints, IEnumerable<(string Name, string Value)> variables, params string[] arguments)
    {
        var service = new ServiceProcess(assembly, endpoints, variables, arguments);
        try
        {
            await Task.WhenAny(service._listening.Task, service._process.WaitForExitAsync()).WaitAsync(StartTime, TimeProvider.System);
            return service._listening.Task.IsCompleted ? service : throw new TimeoutException();
        }
        catch (TimeoutException)
        {
            service.Dispose();
            throw new InvalidOperationException($"{assembly} did not start:\n{service.Output}");
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    /// <summary>Beside the tests when they reference it, else in its own folder of the build.</summary>
    private static string Find(string assembly)
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var beside = Path.Combine(bin.FullName, assembly + ".dll");
        return File.Exists(beside) ? beside : Path.Combine(bin.Parent!.Parent!.FullName, assembly, bin.Name, assembly + ".dll");
    }

    private void Hear(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                _addresses.Add(new Uri(match.Groups[1].Value));
            }

            if (_addresses.Count == _endpoints)
            {
                _listening.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"Now listening on: (https?://\S+)")]
    private static partial Regex Listening();
}
