using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Evidence;

/// <summary>Failed requests and console errors as findings. They never decide on a run: healthy shops are noisy. Pure.</summary>
internal static class Noise
{
    /// <summary>Of each kind; the rest is in network.json and console.json.</summary>
    private const int MaximumFindings = 8;

    private const int LongestText = 290;

    public static IEnumerable<Finding> Of(IEnumerable<TrackedRequest> requests, IEnumerable<ConsoleLine> console, AllowList allow) =>
        Failed(requests, allow).Concat(Errors(console, allow));

    private static IEnumerable<Finding> Failed(IEnumerable<TrackedRequest> requests, AllowList allow) => requests
        .Where(request => request is { IsFailure: true, Error: not "net::ERR_ABORTED" } && !IsExpected(request) && !allow.Allows(request))
        .GroupBy(request => (request.Sentence, request.IsOwn))
        .OrderByDescending(group => group.Key.IsOwn)
        .Take(MaximumFindings)
        .Select(group => Finding("request-failed", group.Key.IsOwn, SafeUrl.Full(group.First().Url), group.Key.Sentence, group.First().Words, group.Count()));

    private static IEnumerable<Finding> Errors(IEnumerable<ConsoleLine> console, AllowList allow) => console
        .Where(line => line.Level == "error" && !allow.Allows(line))
        .GroupBy(line => (line.Text, line.Party))
        .OrderByDescending(group => group.Key.Party == "own")
        .Take(MaximumFindings)
        .Select(group => Finding("console-error", group.Key.Party == "own", group.First().Url ?? "console", group.Key.Text, Saying.Of("console", Cut(group.Key.Text.TrimEnd('.'))), group.Count()));

    private static Finding Finding(string code, bool own, string subject, string text, Saying words, int times)
    {
        var number = times.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Saying.Of("sentence", times > 1 ? Saying.Of("repeated", words, number) : words)
            .Finding(code, own ? Severity.Warning : Severity.Info, subject, text, number);
    }

    private static string Cut(string text) => text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText - 1), "…") : text;

    /// <summary>Browsers ask for a favicon by themselves; a `request` step is judged by its own expectation.</summary>
    private static bool IsExpected(TrackedRequest request) =>
        request.Type == "Request" || request.Url.AbsolutePath == "/favicon.ico" || request.Error == "net::ERR_BLOCKED_BY_CLIENT" || request.Error == Reasons.BlockedByPolicy;
}
