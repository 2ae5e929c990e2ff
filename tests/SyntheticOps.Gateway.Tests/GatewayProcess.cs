using System.Diagnostics;
using System.Text.RegularExpressions;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests;

/// <summary>The real executable as a child process on free ports, which it says on its standard output.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Uri> _addresses = [];
    private readonly List<string> _output = [];

    private GatewayProcess(TempFolder data, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SyntheticOps.Gateway.dll") },
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal) || name.StartsWith("SYNOPS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        (string Name, string Value)[] fixedOnes =
        [
            (Names.Env.Data, data.File("data")),
            (Names.Env.OperatorKey, RunningGateway.OperatorKey),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__admin__Url", "http://127.0.0.1:0"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
            ("Page__Name", "THE PARFUMERIEE"),
        ];
        foreach (var (name, value) in fixedOnes.Concat(settings))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>In the order of the endpoints' names: admin, http.</summary>
    public Uri Http => _addresses[1];

    public static async Task<GatewayProcess> StartAsync(TempFolder data, params IEnumerable<(string Name, string Value)> settings)
    {
        var gateway = new GatewayProcess(data, settings);
        try
        {
            await Task.WhenAny(gateway._listening.Task, gateway._process.WaitForExitAsync()).WaitAsync(StartTime, TimeProvider.System);
            return gateway._listening.Task.IsCompleted ? gateway : throw new TimeoutException();
        }
        catch (TimeoutException)
        {
            gateway.Dispose();
            throw new InvalidOperationException($"The gateway did not start:\n{string.Join('\n', gateway._output)}");
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

    private void Hear(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                _addresses.Add(new Uri(match.Groups[1].Value));
                if (_addresses.Count == 2)
                {
                    _listening.TrySetResult();
                }
            }
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
