using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Evidence;

/// <summary>Failed requests and console errors as findings. They never decide on a run: healthy shops are noisy. Pure.</summary>
internal static class Noise
{
    /// <summary>Of each kind; the rest is in network.json and console.json.</summary>
    private const int MaximumFindings = 8;

    public static IEnumerable<Finding> Of(IEnumerable<TrackedRequest> requests, IEnumerable<ConsoleLine> console, AllowList allow) =>
        Failed(requests, allow).Concat(Errors(console, allow));

    private static IEnumerable<Finding> Failed(IEnumerable<TrackedRequest> requests, AllowList allow) => requests
        .Where(request => request is { IsFailure: true, Error: not "net::ERR_ABORTED" } && !IsExpected(request) && !allow.Allows(request))
        .GroupBy(request => (request.Sentence, request.IsOwn))
        .OrderByDescending(group => group.Key.IsOwn)
        .Take(MaximumFindings)
        .Select(group => Finding("request-failed", group.Key.IsOwn, SafeUrl.Full(group.First().Url), group.Key.Sentence, group.Count()));

    private static IEnumerable<Finding> Errors(IEnumerable<ConsoleLine> console, AllowList allow) => console
        .Where(line => line.Level == "error" && !allow.Allows(line))
        .GroupBy(line => (line.Text, line.Party))
        .OrderByDescending(group => group.Key.Party == "own")
        .Take(MaximumFindings)
        .Select(group => Finding("console-error", group.Key.Party == "own", group.First().Url ?? "console", $"Console: {group.Key.Text}", group.Count()));

    private static Finding Finding(string code, bool own, string subject, string text, int times) => new(
        code,
        own ? Severity.Warning : Severity.Info,
        FindingKind.State,
        subject,
        [text, times.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        (text.Length > 300 ? string.Concat(text.AsSpan(0, 299), "…") : text.TrimEnd('.')) + (times > 1 ? $" ({times} times)" : "") + ".");

    /// <summary>Browsers ask for a favicon by themselves; a `request` step is judged by its own expectation.</summary>
    private static bool IsExpected(TrackedRequest request) =>
        request.Type == "Request" || request.Url.AbsolutePath == "/favicon.ico" || request.Error == "net::ERR_BLOCKED_BY_CLIENT" || request.Error == Reasons.BlockedByPolicy;
}
