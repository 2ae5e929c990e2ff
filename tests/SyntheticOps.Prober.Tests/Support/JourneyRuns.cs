using System.Diagnostics;
using System.Net;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.ServiceDefaults.Redaction;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>What a test wants of a run besides the journey.</summary>
internal sealed record RunWishes
{
    /// <summary>Pictures, too, are taken on a machine that has other things to do.</summary>
    public static EvidencePolicy PatientEvidence { get; } = new() { FilmTime = TimeSpan.FromSeconds(30), PictureTime = TimeSpan.FromSeconds(30) };

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public Budget Budget { get; init; } = new(null, null);

    public IReadOnlyList<Uri> OtherOwn { get; init; } = [];

    /// <summary>Private addresses besides the site's own.</summary>
    public IReadOnlyList<Uri> Reach { get; init; } = [];

    public JourneyOptions Options { get; init; } = new() { Evidence = PatientEvidence };

    /// <summary>Secrets of the configuration.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    public ProbeDialer? Dialer { get; init; }
}

/// <summary>A run and what it left.</summary>
internal sealed record Ran(CheckResult Result, KeptArtifacts Artifacts, IReadOnlyList<Activity> Spans, string RunId, TimeSpan Took)
{
    public IEnumerable<Activity> Steps => Spans.Where(span => span.OperationName == SyntheticTelemetry.Spans.Step).OrderBy(span => (int)span.GetTagItem(SyntheticTelemetry.Attributes.StepIndex)!);

    public IEnumerable<Activity> Requests => Spans.Where(span => span.Kind == ActivityKind.Client && span.Recorded);

    /// <summary>All that a run says, for a search.</summary>
    public string Everything => string.Join('\n', [
        Result.Message ?? "",
        .. Result.Findings.Select(finding => $"{finding}{string.Join(' ', finding.Args)}"),
        .. Spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName).Append(span.StatusDescription)),
        .. Spans.SelectMany(span => span.Events).SelectMany(e => e.Tags.Select(tag => $"{tag.Key}={tag.Value}")),
    ]);
}

/// <summary>Reads and runs journeys without a scheduler or a collector.</summary>
internal static class JourneyRuns
{
    public const string ProbeKey = "0123456789abcdefghijklmnop";

    public static (Journey Journey, IReadOnlyList<string> Mistakes) Read(string yaml)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, yaml);
        try
        {
            var errors = new ConfigErrors();
            var journey = JourneyFile.Read(path, new Variables(_ => null), errors);
            errors.ReportUnread();
            return (journey, [.. errors.Lines.Select(line => line.Replace(path, "journey.yaml", StringComparison.Ordinal))]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static Site SiteOf(Uri url, RunWishes wishes) => new()
    {
        Name = "shop",
        DisplayName = "Shop",
        Url = url,
        OwnOrigins = [url, .. wishes.OtherOwn],
        Reach = [.. wishes.Reach.Concat(wishes.OtherOwn).Append(url).Select(own => new ReachRule(new IPNetwork(IPAddress.TryParse(own.Host, out var given) ? given : IPAddress.Loopback, 32), own.Port))],
    };

    public static async Task<Ran> RunAsync(BrowserHost host, Uri url, string yaml, RunWishes? wishes = null, CancellationToken token = default)
    {
        var (journey, mistakes) = Read(yaml);
        mistakes.ShouldBeEmpty();
        return await RunAsync(host, url, journey, wishes ?? new RunWishes(), token);
    }

    public static async Task<Ran> RunAsync(BrowserHost host, Uri url, IJourneyRoute journey, RunWishes wishes, CancellationToken token)
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        var trace = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyntheticTelemetry.RunSource,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var root = RunSource.Instance.StartActivity("synthetic.check", ActivityKind.Internal, new ActivityContext(trace, default, ActivityTraceFlags.Recorded));
        var redaction = new RunRedaction(new Redactor(wishes.Secrets));
        using var artifacts = new KeptArtifacts(trace.ToHexString(), redaction);
        var run = new CheckRun
        {
            RunId = trace.ToHexString(),
            Definition = new CheckDefinition
            {
                Name = "checkout",
                Site = "shop",
                Type = "journey",
                Every = TimeSpan.FromMinutes(1),
                Timeout = wishes.Timeout,
                Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
            },
            Site = SiteOf(url, wishes),
            Trigger = "manual",
            Identity = new ProbeIdentity(trace.ToHexString(), ProbeKey, TimeProvider.System),
            Redaction = redaction,
            Artifacts = artifacts,
        };
        var check = new JourneyCheck(journey, wishes.Budget, host, wishes.Dialer ?? new ProbeDialer(TimeProvider.System), TimeProvider.System) { Options = wishes.Options };
        var notReady = await check.ReadyAsync(token);
        var watch = Stopwatch.StartNew();
        var result = redaction.Clean(notReady ?? await check.RunAsync(run, token));
        var took = watch.Elapsed;
        root!.Stop();
        foreach (var span in spans)
        {
            redaction.Clean(span);
        }

        return new Ran(result, artifacts, [.. spans], trace.ToHexString(), took);
    }
}
