using System.Globalization;
using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checker.Http.Requests;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Http;

/// <summary>Judges exchanges; pure.</summary>
internal static class HttpVerdict
{
    /// <summary>Null when the answer is as expected.</summary>
    public static CheckResult? Judge(HttpExchange exchange, IReadOnlyList<IExpectation> expectations)
    {
        if (exchange.Failure is { } failure)
        {
            return failure.ToResult(exchange.Url.IdnHost);
        }

        if (exchange.BodyTruncated)
        {
            var said = Saying.Of("http.body-long", exchange.Url.IdnHost, (HttpTransport.MaximumBody / 1024 / 1024).ToString(CultureInfo.InvariantCulture));
            return (HttpFailure.Down(Reasons.ResponseInvalid, said) with { Code = "http-body-too-long" }).ToResult(exchange.Url.IdnHost);
        }

        Finding[] findings = [.. expectations.Select(expectation => expectation.Judge(exchange)).OfType<Finding>()];
        if (findings is not [var first, ..])
        {
            return null;
        }

        var reason = expectations[0] is StatusExpectation status && status.Judge(exchange) is not null ? Reasons.ResponseStatus
            : Array.TrueForAll(findings, finding => finding.Code == TimeExpectation.Code) ? Reasons.TooSlow
            : Reasons.AssertionFailed;
        return CheckResult.Down(reason, Saying.Of(first), findings);
    }

    /// <summary>An answer lacks what the next steps need.</summary>
    public static CheckResult NoValue(HttpExchange exchange, Capture capture)
    {
        var finding = Unmet.Finding("value-missing", capture.Name, capture.From, "", $"The answer of {exchange.Url.IdnHost} has no usable value at {Unmet.Short(capture.From)} for ${capture.Name}.");
        return CheckResult.Down(Reasons.AssertionFailed, Saying.Of(finding), finding);
    }

    /// <summary>Good answers, which may have been slow.</summary>
    public static CheckResult JudgeTime(IReadOnlyList<(HttpStep Step, HttpExchange Exchange)> done, HttpCheckOptions options)
    {
        var total = done.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Exchange.Timings.Total);
        if (options.SlowAfter is not { } limit || total <= limit)
        {
            return CheckResult.Up();
        }

        var slowest = done.MaxBy(each => each.Exchange.Timings.Total);
        var seen = total.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";
        var most = limit.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";
        var longest = options.IsNamed ? Saying.Of("phase.step", slowest.Step.Name) : Saying.Of("phase." + Slowest(slowest.Exchange.Timings));
        var asked = slowest.Exchange.Requested;
        var said = Saying.Of("http.slow", asked.IdnHost, Saying.Figure(seen), Saying.Figure(most), longest);
        return CheckResult.Degraded(
            Reasons.TooSlow, said, new Finding("too-slow", Severity.Warning, FindingKind.State, asked.AbsolutePath, [seen, Durations.Format(limit)], said.ToString())) with
        {
            FailedStep = options.IsNamed ? slowest.Step.Name : null,
        };
    }

    /// <summary>Says over which kind of address it was so.</summary>
    public static CheckResult Over(AddressChoice addresses, CheckResult result) => (result.Said is { } said ? result.With(Saying.Of("http.over", addresses.ToString(), said)) : result) with
    {
        Findings = [.. result.Findings.Select(finding => finding with { Text = $"Over {addresses}: {finding.Text}" })],
    };

    /// <summary>With the target and what the gateway said.</summary>
    public static CheckResult Complete(CheckResult result, HttpExchange? exchange) => exchange is null ? result
        : result with { Maintenance = HttpTransport.Maintenance(exchange), Attributes = Attributes(exchange) };

    private static string Slowest(HttpTimings timings) => new[]
    {
        (Phase: PhaseClock.Resolve, Time: timings.Resolve),
        (Phase: PhaseClock.Connect, Time: timings.Connect),
        (Phase: PhaseClock.Tls, Time: timings.Tls),
        (Phase: PhaseClock.Processing, Time: timings.Processing),
        (Phase: PhaseClock.Transfer, Time: timings.Transfer),
    }.MaxBy(phase => phase.Time).Phase;

    private static Dictionary<string, object> Attributes(HttpExchange exchange)
    {
        var attributes = new Dictionary<string, object>
        {
            [Names.UrlFull] = UrlText.Redacted(exchange.Requested),
            [Names.ServerAddress] = exchange.Requested.IdnHost,
            [Names.ServerPort] = exchange.Requested.Port,
        };
        if (exchange.Status > 0)
        {
            attributes[Names.HttpResponseStatusCode] = exchange.Status;
        }

        if (exchange.Peer is { } peer)
        {
            attributes[Names.NetworkPeerAddress] = peer.Address.ToString();
        }

        return attributes;
    }
}
