using System.Globalization;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Stripe;

/// <summary>Judges what Stripe says; pure.</summary>
internal static class StripeVerdict
{
    /// <summary>Null when there is an answer to read. Whatever ails the API is not the shop's fault.</summary>
    public static CheckResult? OfAnswer(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => failure.Outcome == Outcome.Unknown ? failure.ToResult() : Unreachable(failure.Said),
        { BodyTruncated: true } => Unreachable(Saying.Of("stripe.long", exchange.Url.IdnHost)),
        { Status: 200 } => null,
        { Status: 401 or 403 } => CheckResult.Unknown(Reasons.CannotVerify, Saying.Of("stripe.key", exchange.Url.IdnHost, Text(exchange.Status))),
        _ => Unreachable(Saying.Of("stripe.answered", exchange.Url.IdnHost, Text(exchange.Status))),
    };

    public static CheckResult Unreadable(HttpExchange exchange) => Unreachable(Saying.Of("stripe.unreadable", exchange.Url.IdnHost));

    /// <param name="complete">Whether every event of the look-back was seen; otherwise there are more.</param>
    public static CheckResult Judge(IReadOnlyList<ListedEvent> events, bool complete, StripeOptions options, DateTimeOffset now)
    {
        var late = events.Where(listed => now - listed.Created > options.Grace).ToList();
        if (late.Count <= options.UndeliveredAtMost)
        {
            return CheckResult.Up();
        }

        var findings = late.GroupBy(listed => listed.Type, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group], now));
        var oldest = Age(late.Min(listed => listed.Created), now);
        return CheckResult.Down(
            Reasons.Undelivered,
            Saying.Of("stripe.undelivered" + (late.Count == 1 ? "-one" : "") + (complete ? "" : "-or-more"), Text(late.Count), Saying.Figure(oldest)),
            [.. findings]);
    }

    private static Finding Of(string type, List<ListedEvent> events, DateTimeOffset now)
    {
        var count = Text(events.Count);
        var oldest = events.MinBy(listed => listed.Created)!;
        var age = Age(oldest.Created, now);
        return new Finding(
            "undelivered-events", Severity.Error, FindingKind.State, type, [count, age, oldest.Id], $"{count} x {type} undelivered for up to {age}; the oldest is {oldest.Id}.");
    }

    private static string Age(DateTimeOffset since, DateTimeOffset now) => Durations.Format(TimeSpan.FromSeconds(Math.Floor((now - since).TotalSeconds)));

    private static CheckResult Unreachable(Saying said) => CheckResult.Unknown(Reasons.SourceUnreachable, said);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
