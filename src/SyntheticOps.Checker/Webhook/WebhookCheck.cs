using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Webhook;

/// <summary>
/// The signed round trip: makes a test order, sends the event that pays it, sees it paid, and sees forged events refused. The
/// forged ones come last: an endpoint that loses good events must not be taken for one that believes anyone.
/// </summary>
internal sealed class WebhookCheck(HttpTransport transport, TimeProvider clock, WebhookOptions options) : ICheck
{
    /// <summary>Within the time that the runner leaves a check after its deadline.</summary>
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromMilliseconds(1500);

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        var round = new WebhookRound(transport, clock, options, run);
        CheckResult? fault = null;
        try
        {
            fault = (options.Order is null ? null : await CheckStep.RunAsync(1, WebhookSteps.Order, round.MakeOrderAsync, token))
                ?? await CheckStep.RunAsync(2, WebhookSteps.Deliver, round.DeliverAsync, token)
                ?? (options.Then is null ? null : await CheckStep.RunAsync(3, WebhookSteps.Effect, round.AwaitEffectAsync, token))
                ?? (options.Repeat ? await CheckStep.RunAsync(4, WebhookSteps.Repeat, round.RepeatAsync, token) : null)
                ?? (options.MustRefuse.Count == 0 ? null : await CheckStep.RunAsync(5, WebhookSteps.Refuse, round.ForgeAsync, token));
        }
        finally
        {
            await CleanAsync(round);
        }

        return (fault ?? CheckResult.Up()) with
        {
            Maintenance = round.Maintenance,
            Attributes = new Dictionary<string, object>
            {
                [Names.UrlFull] = UrlText.Redacted(options.Target),
                [Names.ServerAddress] = options.Target.IdnHost,
                [Names.ServerPort] = options.Target.Port,
            },
        };
    }

    private async Task CleanAsync(WebhookRound round)
    {
        using var limit = new CancellationTokenSource(CleaningLimit, clock);
        await round.RemoveOrderAsync(limit.Token);
    }
}

/// <summary>Names of the steps; the collector knows the first one (contracts.md section 3).</summary>
internal static class WebhookSteps
{
    public const string Order = "order";
    public const string Deliver = "deliver";
    public const string Effect = "effect";
    public const string Repeat = "repeat";
    public const string Refuse = "refuse";
}
