using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>`synops` as a process of its own, as CI starts it.</summary>
internal sealed class Synops : IDisposable
{
    /// <summary>Ends what hangs; the longest takes half a minute on an idle machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);


    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private Synops(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public TimeSpan Took => _watch.Elapsed;

    public int Id => _process.Id;

    /// <summary>Nothing of the environment of the tests reaches it, except what starts dotnet and the browser.</summary>
    public static Synops Start(Workspace folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }

        if (Environment.IsPrivilegedProcess)
        {
            start.Environment["SYNOPS_ALLOW_NO_SANDBOX"] = "1";
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var synops = new Synops(Process.Start(start)!);
        synops._process.OutputDataReceived += (_, line) => Keep(synops._output, line.Data);
        synops._process.ErrorDataReceived += (_, line) => Keep(synops._errors, line.Data);
        synops._process.BeginOutputReadLine();
        synops._process.BeginErrorReadLine();
        return synops;
    }

    public static async Task<(int Exit, string Output, string Errors)> RunAsync(Workspace folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var synops = Start(folder, arguments, environment);
        var exit = await synops.ExitAsync();
        return (exit, synops.Output, synops.Errors);
    }

    public async Task<int> ExitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        await _process.WaitForExitAsync(limit.Token);
        _watch.Stop();
        return _process.ExitCode;
    }

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt() =>
        Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool IsForeign(string name) =>
        (name.StartsWith("SYNOPS_", StringComparison.Ordinal) && name != "SYNOPS_BROWSER")
        || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name is "CI" or "GITHUB_ACTIONS" or "NO_COLOR";

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }
}
