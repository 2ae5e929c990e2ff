using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting.Starting;

namespace Aspire.Hosting.Running;

/// <summary>A running resource: reads its output, sees it exit, stops it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const string SetSid = "/usr/bin/setsid";
    private const int KeptLines = 20;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly Task _output;

    private ChildProcess(Process process, Action<string> onLine)
    {
        _process = process;
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
        Exited = WaitAsync();
    }

    public int Id => _process.Id;

    /// <summary>Completes with the exit code, whoever still holds the output pipes.</summary>
    public Task<int> Exited { get; }

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return [.. _lastLines];
            }
        }
    }

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ChildProcess Start(LaunchCommand command, string folder, IReadOnlyDictionary<string, string> environment, Action<string> onLine)
    {
        // In a session of its own a child does not see the terminal's Ctrl-C: we stop the resources in order.
        var own = OperatingSystem.IsLinux() && File.Exists(SetSid);
        var start = new ProcessStartInfo(own ? SetSid : command.FileName)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in own ? [command.FileName, .. command.Arguments] : command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new Win32Exception("no process");
        process.StandardInput.Close();
        return new ChildProcess(process, onLine);
    }

    /// <summary>Waits until the last output is read, or as long as given: a grandchild may hold the pipes open.</summary>
    public Task DrainAsync(TimeSpan atMost, TimeProvider clock, CancellationToken token) =>
        Task.WhenAny(_output, Task.Delay(atMost, clock, token));

    /// <summary>Asks the process to stop; where there is no SIGTERM the console's own Ctrl-C has done so.</summary>
    public void Terminate()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            Signals.Terminate(_process.Id);
        }
    }

    public void KillTree()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has exited meanwhile, or a descendant has.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > KeptLines)
                {
                    _lastLines.Dequeue();
                }
            }

            onLine(line);
        }
    }
}
