using System.CommandLine;
using Spectre.Console;
using SyntheticOps.Checks.Running;

namespace SyntheticOps.Cli.Runs;

/// <summary>`synops run`: every check of synthetics.yaml once.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config", "-c") { Description = "synthetics.yaml; by default SYNOPS_CONFIG, else the nearest one upwards." };
        var json = new Option<FileInfo?>("--json") { Description = "Write the results to this file (schema synops.run/1)." };
        var artifacts = new Option<DirectoryInfo?>("--artifacts") { Description = "Keep screenshots and other artifacts below this folder." };
        var only = new Option<string[]>("--only") { Description = "Names of the checks to run; all by default.", AllowMultipleArgumentsPerToken = true };
        var strict = new Option<bool>("--strict") { Description = "Degraded counts as down (exit 1)." };
        var limit = new Option<int>("--timeout") { Description = "Seconds for everything together; then exit 5.", DefaultValueFactory = _ => 300 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 86_400)
            {
                result.AddError("--timeout takes seconds from 1 to 86400.");
            }
        });
        var command = new Command("run", "Run every check of synthetics.yaml once and exit: 0 up or degraded, 1 down, 2 configuration, 3 only spooled, 4 unknown, 5 time limit.")
        {
            config, json, artifacts, only, strict, limit,
        };
        command.SetAction((parsed, token) => RunAsync(
            new RunRequest(
                parsed.GetValue(config),
                parsed.GetValue(json),
                parsed.GetValue(artifacts),
                parsed.GetValue(only) ?? [],
                parsed.GetValue(strict),
                TimeSpan.FromSeconds(parsed.GetValue(limit))),
            token));
        return command;
    }

    private static async Task<int> RunAsync(RunRequest request, CancellationToken token)
    {
        var clock = TimeProvider.System;
        var startedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        await using var checks = await CheckHost.StartAsync(request, token);
        using var limit = new CancellationTokenSource(request.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        var reports = await checks.Batch.RunAsync(
            Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? Triggers.Ci : Triggers.Manual,
            check => request.Only.Count == 0 || request.Only.Contains(check.Name),
            Math.Max(Environment.ProcessorCount - 1, 1),
            either.Token);
        var kept = await checks.Batch.FlushAsync(FlushLimit, CancellationToken.None);
        if (kept > 0)
        {
            AnsiConsole.WriteLine($"The collector did not take everything: {kept} records wait on disk and are sent by the next run.");
        }

        var summary = RunSummary.Of(reports);
        var exit = summary.Exit(request.Strict, limit.IsCancellationRequested, kept > 0);
        RunTable.Sum(summary);
        if (request.Json is { } file)
        {
            await File.WriteAllTextAsync(file.FullName, RunDocument.Write(reports, summary, startedAt, clock.GetElapsedTime(started), exit), CancellationToken.None);
        }

        return exit;
    }
}

/// <summary>What the command line asks for.</summary>
internal sealed record RunRequest(
    FileInfo? Config, FileInfo? Json, DirectoryInfo? Artifacts, IReadOnlyList<string> Only, bool Strict, TimeSpan Timeout);
