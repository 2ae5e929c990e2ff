using Spectre.Console;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Output;
using SyntheticOps.Cli.Runs;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Baselines;

/// <summary>The checks of synthetics.yaml that have a baseline, and one run of them.</summary>
internal sealed class BaselineRun : IAsyncDisposable
{
    private readonly CheckHost _checks;
    private readonly TimeSpan _timeout;

    private BaselineRun(CheckHost checks, IReadOnlyDictionary<string, string> files, TimeSpan timeout) => (_checks, Files, _timeout) = (checks, files, timeout);

    /// <summary>Path of the approved state, by check.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    public static async Task<BaselineRun> StartAsync(BaselineRequest request, CancellationToken token)
    {
        // Runs say nothing themselves: the differences are the answer.
        var quiet = Screen.Create(TextWriter.Null, redirected: true, _ => null);
        var checks = await CheckHost.StartAsync(new RunRequest(request.Config, null, null, request.Checks, false, request.Timeout), quiet, token);
        try
        {
            return new(checks, FilesOf(checks, request), request.Timeout);
        }
        catch
        {
            await checks.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs some of them; null when the time was over.</summary>
    public async Task<IReadOnlyList<RunReport>?> RunAsync(IEnumerable<string> names, CancellationToken token)
    {
        var chosen = names.ToHashSet();
        using var limit = new CancellationTokenSource(_timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        var reports = await _checks.Batch.RunAsync(Triggers.Manual, check => chosen.Contains(check.Name), 2, either.Token);
        token.ThrowIfCancellationRequested();
        return limit.IsCancellationRequested ? null : reports;
    }

    public ValueTask DisposeAsync() => _checks.DisposeAsync();

    private static SortedDictionary<string, string> FilesOf(CheckHost checks, BaselineRequest request)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, check) in checks.Configuration.Runnable.Where(check => checks.Chosen.Contains(check.Key)))
        {
            if (check is IBaselineCheck { Baseline: { } path })
            {
                files[name] = path;
            }
        }

        var without = request.Checks.Where(name => !files.ContainsKey(name)).ToList();
        return without.Count > 0 ? throw new CliException(Names.ExitCodes.Configuration, $"{checks.Configuration.Path}: {string.Join(", ", without)} has no baseline; add `baseline: baselines/NAME.json` to it.")
            : files.Count > 0 ? files
            : throw new CliException(Names.ExitCodes.Configuration, $"{checks.Configuration.Path} has no check with a baseline; add `baseline: baselines/NAME.json` to a headers, tls or dns check, or `integrity` to a journey.");
    }

    public static void Write(IAnsiConsole screen, string name, string word, string colour, string? text = null) =>
        screen.MarkupLine($"[{colour}]{word,-9}[/] {Markup.Escape(Plain.Text(name))}{(string.IsNullOrEmpty(text) ? "" : $"  [grey]{Markup.Escape(Plain.Text(text))}[/]")}");
}
