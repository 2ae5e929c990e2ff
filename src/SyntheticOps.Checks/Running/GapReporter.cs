using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Redaction;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>Tells, once the collector takes results again, which ones were given up: one unknown run over the whole gap of each check.</summary>
internal sealed class GapReporter(SpoolSlot spool, RunTelemetry telemetry, SyntheticsConfiguration configuration) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        spool.Sender?.WhenDrained = Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
    {
        foreach (var gap in spool.Spool!.Gaps.Take())
        {
            if (configuration.Checks.TryGetValue(gap.Check, out var check))
            {
                Tell(check, gap);
            }
        }
    }

    private void Tell(CheckDefinition check, SpoolGap gap)
    {
        var run = ActivityTraceId.CreateRandom();
        var root = telemetry.Start(run, gap.From, new RunRedaction(Redactor.OfShapes));
        var start = new RunStart
        {
            RunId = run.ToHexString(),
            Check = check.Name,
            Type = check.Type,
            Site = check.Site,
            Url = UrlText.Redacted(configuration.Sites[check.Site].Url),
            Trigger = Triggers.Schedule,
            Attempt = 1,
            StartedAt = gap.From,
            Timeout = check.Timeout,
        };
        RootSpan.Describe(root, start, configuration.Hash);
        RootSpan.Judge(root, CheckResult.Unknown(Reasons.ResultsDropped, Saying.Of(
            "run.dropped", gap.Results.ToString(CultureInfo.InvariantCulture), Saying.Figure(gap.To.ToString("u", CultureInfo.InvariantCulture)))), []);
        root.SetEndTime((gap.To > gap.From ? gap.To : gap.From.AddMilliseconds(1)).UtcDateTime);
        telemetry.Complete(root);
    }
}
