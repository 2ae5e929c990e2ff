using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Redaction;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>After a crash: tells each run that never finished as `unknown`, `aborted`.</summary>
internal sealed class UnfinishedRunsAtStart(
    UnfinishedRuns unfinished, RunTelemetry telemetry, SpoolSlot spool, SyntheticsConfiguration configuration, TimeProvider clock, ILogger<UnfinishedRunsAtStart> logger)
    : IHostedService
{
    private static readonly CheckResult Aborted = CheckResult.Unknown(
        Reasons.Aborted, Saying.Of("run.unfinished"));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var start in unfinished.Left())
        {
            if (spool.Spool?.Holds(start.RunId) == true)
            {
                // It was killed between its result and its note.
                unfinished.End(start.RunId);
                continue;
            }

            var root = telemetry.Start(ActivityTraceId.CreateFromString(start.RunId), start.StartedAt, new RunRedaction(Redactor.OfShapes));
            RootSpan.Describe(root, start, configuration.Hash);
            RootSpan.Judge(root, Aborted, []);
            var latest = start.StartedAt + start.Timeout;
            var now = clock.GetUtcNow();
            root.SetEndTime((latest < now ? latest : now).UtcDateTime);
            telemetry.Complete(root, () => unfinished.End(start.RunId));
            unfinished.End(start.RunId);
            logger.RunWasAborted(start.RunId, start.Check);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
