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
        select Of("script-added", Severity.Error, script.Key, $"A script that nobody approved is on {Page}: {script.Key} ({Shown(script.Value.Hash)})", Shown(script.Value.Hash));

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
                yield return Of("script-changed", Severity.Error, url, $"A script on {Page} changed: {url} is {now.Hash}, approved is {was.Hash}", was.Hash, now.Hash);
            }
            else if (was.Integrity is not null && now.Integrity != was.Integrity)
            {
                yield return Of("script-integrity-changed", Severity.Warning, url, $"The integrity attribute of {url} on {Page} changed: approved is {was.Integrity}", was.Integrity, now.Integrity ?? "");
            }
        }
    }

    /// <summary>All of a page have one subject: each has no name of its own.</summary>
    private IEnumerable<Finding> Inline() =>
        from hash in Now.Inline.Except(Approved.Inline)
        select Of("script-added", Severity.Error, $"inline script on {Page}", $"An inline script that nobody approved is on {Page}: {hash}", hash);

    private IEnumerable<Finding> Frames() =>
        from origin in Now.Frames.Except(Approved.Frames)
        select Of("frame-added", Severity.Error, origin, $"A frame that nobody approved is on {Page}: {origin}");

    private IEnumerable<Finding> Headers()
    {
        foreach (var (name, was) in Approved.Headers)
        {
            var now = Now.Headers.GetValueOrDefault(name);
            if (now != was && Now.Headers.Count + Now.Scripts.Count > 0)
            {
                yield return now is null
                    ? Of("header-removed", Severity.Error, name, $"{name} of {Page} is gone; approved is: {was}", was)
                    : Of("header-changed", Severity.Error, name, $"{name} of {Page} changed from: {was} to: {now}", was, now);
            }
        }

        foreach (var (name, now) in Now.Headers.Where(header => !Approved.Headers.ContainsKey(header.Key)))
        {
            yield return Of("header-added", Severity.Info, name, $"{name} of {Page} is new: {now}", now);
        }
    }

    private IEnumerable<Finding> Removed()
    {
        foreach (var (url, was) in Approved.Scripts.Where(script => !Now.Scripts.ContainsKey(script.Key)))
        {
            yield return Of("script-removed", Severity.Warning, url, $"An approved script is gone from {Page}: {url}", Shown(was.Hash));
        }

        foreach (var hash in Approved.Inline.Except(Now.Inline))
        {
            yield return Of("script-removed", Severity.Warning, $"inline script on {Page}", $"An approved inline script is gone from {Page}: {hash}", hash);
        }
    }

    private static string Shown(string? hash) => hash ?? "it did not run";

    private Finding Of(string code, Severity severity, string subject, string text, params IEnumerable<string> args) =>
        new(code, severity, FindingKind.Drift, subject, [Page, .. args.Select(arg => arg.Length > MaximumArg ? arg[..MaximumArg] : arg)], text);
}
