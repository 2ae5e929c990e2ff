using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>Compares one page with what was approved. Pure.</summary>
internal sealed record PageDrift(string Page, PageInventory Approved, PageInventory Now)
{
    private const int MaximumArg = 500;

    public IEnumerable<Finding> Findings(bool complete) =>
        [.. Added(), .. Changed(), .. Inline(), .. Frames(), .. Headers(), .. complete ? Removed() : []];

    private IEnumerable<Finding> Added() =>
        from script in Now.Scripts
        where !Approved.Scripts.ContainsKey(script.Key)
        select Of("script-added", Severity.Error, script.Key, Saying.Of("script-added", Page, script.Key, Shown(script.Value.Hash)), $"{Shown(script.Value.Hash)}");

    private IEnumerable<Finding> Changed()
    {
        foreach (var (url, now) in Now.Scripts)
        {
            if (!Approved.Scripts.TryGetValue(url, out var was))
            {
                continue;
            }

            if (now.Hash is not null && was.Hash is not null && now.Hash != was.Hash)
            {
                yield return Of("script-changed", Severity.Error, url, Saying.Of("script-changed", Page, url, now.Hash, was.Hash), was.Hash, now.Hash);
            }
            else if (was.Integrity is not null && now.Integrity != was.Integrity)
            {
                yield return Of("script-integrity-changed", Severity.Warning, url, Saying.Of("integrity-changed", url, Page, was.Integrity), was.Integrity, now.Integrity ?? "");
            }
        }
    }

    /// <summary>All inline scripts of a page have one subject: each has no name of its own.</summary>
    public static string InlineOn(string page) => $"inline script on {page}";

    private IEnumerable<Finding> Inline() =>
        from hash in Now.Inline.Except(Approved.Inline)
        select Of("script-added", Severity.Error, InlineOn(Page), Saying.Of("inline-added", Page, hash), hash);

    private IEnumerable<Finding> Frames() =>
        from origin in Now.Frames.Except(Approved.Frames)
        select Of("frame-added", Severity.Error, origin, Saying.Of("frame-added", Page, origin));

    private IEnumerable<Finding> Headers()
    {
        foreach (var (name, was) in Approved.Headers)
        {
            var now = Now.Headers.GetValueOrDefault(name);
            if (now != was && Now.Headers.Count + Now.Scripts.Count > 0)
            {
                yield return now is null
                    ? Of("header-removed", Severity.Error, name, Saying.Of("header-removed", name, Page, was), was)
                    : Of("header-changed", Severity.Error, name, Saying.Of("header-changed", name, Page, was, now), was, now);
            }
        }

        foreach (var (name, now) in Now.Headers.Where(header => !Approved.Headers.ContainsKey(header.Key)))
        {
            yield return Of("header-added", Severity.Info, name, Saying.Of("header-added", name, Page, now), now);
        }
    }

    private IEnumerable<Finding> Removed()
    {
        foreach (var (url, was) in Approved.Scripts.Where(script => !Now.Scripts.ContainsKey(script.Key)))
        {
            yield return Of("script-removed", Severity.Warning, url, Saying.Of("script-removed", Page, url), $"{Shown(was.Hash)}");
        }

        foreach (var hash in Approved.Inline.Except(Now.Inline))
        {
            yield return Of("script-removed", Severity.Warning, InlineOn(Page), Saying.Of("inline-removed", Page, hash), hash);
        }
    }

    private static Saying Shown(string? hash) => hash is null ? Saying.Of("did-not-run") : Saying.Text(hash);

    private Finding Of(string code, Severity severity, string subject, Saying words, params IEnumerable<string> args) =>
        words.Finding(code, severity, subject, [Page, .. args.Select(arg => arg.Length > MaximumArg ? arg[..MaximumArg] : arg)]) with { Kind = FindingKind.Drift };
}
