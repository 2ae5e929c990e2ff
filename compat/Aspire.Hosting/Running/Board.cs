using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Running;

/// <summary>
/// Knows the state of every resource and prints the table: once all are healthy, and again whenever one gets worse.
/// </summary>
internal sealed partial class Board(IReadOnlyList<ResourceStatus> resources, LogWriter log, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private bool _allWereHealthy;

    public void Set(string name, ResourceState state, string? detail = null)
    {
        lock (_gate)
        {
            var resource = Find(name);
            var (before, same) = (resource.State, resource.State == state && resource.Detail == detail);
            (resource.State, resource.Detail) = (state, detail);
            if (same)
            {
                return;
            }

            log.Write(LogWriter.Own, $"{name} {Words(resource)}");
            // Starting with a detail: it takes too long, and the links of the others should not wait for it.
            if ((state > ResourceState.Healthy && state > before) || (state == ResourceState.Starting && detail is not null))
            {
                Print();
            }
            else if (!_allWereHealthy && resources.All(item => item.State == ResourceState.Healthy))
            {
                _allWereHealthy = true;
                log.Write(LogWriter.Own, string.Create(
                    CultureInfo.InvariantCulture, $"All {resources.Count} resources are healthy after {clock.GetElapsedTime(_start).TotalSeconds:0.0} s. Ctrl-C stops them."));
                Print();
            }
        }
    }

    /// <summary>
    /// A resource that prints `TEXT: URL` with the text of one of its links gives that link a better URL, such as a login link for one use.
    /// </summary>
    public void ReadLine(string name, string line)
    {
        if (TextAndUrl().Match(line) is { Success: true } match)
        {
            lock (_gate)
            {
                var link = Find(name).Links.FirstOrDefault(link => link.DisplayText == match.Groups["text"].Value);
                if (link is not null && SamePort(link.Url, match.Groups["url"].Value))
                {
                    link.Url = match.Groups["url"].Value;
                }
            }
        }
    }

    private ResourceStatus Find(string name) => resources.First(resource => resource.Name == name);

    private static bool SamePort(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var left) && Uri.TryCreate(other, UriKind.Absolute, out var right)
        && left.Scheme == right.Scheme && left.Port == right.Port && right.IsLoopback == left.IsLoopback;

    private void Print()
    {
        var name = Math.Max("resource".Length, resources.Max(resource => resource.Name.Length));
        var state = Math.Max("state".Length, resources.Max(resource => resource.State.ToString().Length));
        var text = resources.SelectMany(resource => resource.Links).Select(link => link.DisplayText!.Length).DefaultIfEmpty(0).Max();
        log.Write(LogWriter.Own, "");
        log.Write(LogWriter.Own, $"{"resource".PadRight(name)}  {"state".PadRight(state)}  link");
        foreach (var resource in resources)
        {
            var lead = $"{resource.Name.PadRight(name)}  {resource.State.ToString().ToLowerInvariant().PadRight(state)}  ";
            if (resource.State != ResourceState.Healthy && resource.Detail is { } detail)
            {
                log.Write(LogWriter.Own, lead + detail);
                lead = new string(' ', lead.Length);
            }

            foreach (var link in resource.Links)
            {
                log.Write(LogWriter.Own, $"{lead}{link.DisplayText!.PadRight(text)}  {link.Url}");
                lead = new string(' ', lead.Length);
            }
        }

        log.Write(LogWriter.Own, "");
    }

    private static string Words(ResourceStatus resource) => resource.State switch
    {
        ResourceState.Waiting => $"waits: {resource.Detail}",
        ResourceState.Starting when resource.Detail is { } detail => $"is not healthy yet: {detail}",
        ResourceState.Starting => "starts",
        ResourceState.Healthy => "is healthy",
        ResourceState.Unhealthy => $"is unhealthy: {resource.Detail}",
        ResourceState.Failed => $"could not be started: {resource.Detail}",
        _ => resource.Detail ?? "exited",
    };

    [GeneratedRegex(@"\A(?<text>[^:\e]{1,60}): (?<url>https?://[!-~]{1,500})\s*\z")]
    private static partial Regex TextAndUrl();
}
