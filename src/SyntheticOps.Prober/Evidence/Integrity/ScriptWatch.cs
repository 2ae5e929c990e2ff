using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>
/// Takes the inventory of the named pages. What ran comes from the browser's own debugger, so that no page can hide it; what
/// stands in the page without having run (a content security policy refused it) comes from its elements.
/// </summary>
internal sealed class ScriptWatch(IntegrityOptions options, RunTraffic traffic) : IPageFollower
{
    private const int MaximumScripts = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, InventoryTaker> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _headers = new(StringComparer.Ordinal);
    private ICDPSession? _session;
    private InventoryTaker? _current;
    private string _frame = "";

    /// <summary>What was seen so far, by glob.</summary>
    public IReadOnlyDictionary<string, PageInventory> Seen
    {
        get
        {
            lock (_gate)
            {
                return _pages.ToDictionary(page => page.Key, page => page.Value.Result());
            }
        }
    }

    public IEnumerable<Task> Follow(ICDPSession session, bool isMain)
    {
        if (!isMain)
        {
            yield break;
        }

        _session = session;
        session.On("Network.responseReceived", Answered);
        session.On("Page.frameNavigated", Navigated);
        session.On("Debugger.scriptParsed", Parsed);
        yield return session.SendAsync("Debugger.enable");

        // A page with `debugger;` in it must not stand still.
        yield return session.SendAsync("Debugger.setSkipAllPauses", new() { ["skip"] = true });
    }

    /// <summary>At the end of a step: what stands in the page, when it is a named one.</summary>
    public async Task LookAsync(Deadline deadline)
    {
        InventoryTaker? taker;
        string frame;
        lock (_gate)
        {
            (taker, frame) = (_current, _frame);
        }

        if (taker is null || _session is not { } session)
        {
            return;
        }

        var world = await deadline.OfAsync(session.SendAsync("Page.createIsolatedWorld", new() { ["frameId"] = frame, ["worldName"] = "synops" }));
        var answer = await deadline.OfAsync(session.SendAsync("Runtime.evaluate", new()
        {
            ["expression"] = InventoryTaker.Elements,
            ["contextId"] = world!.Value.GetProperty("executionContextId").GetInt32(),
            ["returnByValue"] = true,
            ["awaitPromise"] = true,
        }));
        await deadline.OfAsync(taker.SourcesAsync());
        if (answer?.Member("result")?.Member("value") is { } elements)
        {
            taker.AddElements(elements);
        }
    }

    private void Answered(JsonElement message)
    {
        if (message.Text("type") == "Document" && message.Text("loaderId") is { } loader && message.Member("response")?.Member("headers") is { } headers)
        {
            lock (_gate)
            {
                if (_headers.Count < MaximumScripts)
                {
                    _headers[loader] = headers.Clone();
                }
            }
        }
    }

    private void Navigated(JsonElement message)
    {
        if (message.Member("frame") is not { } frame || frame.Text("parentId") is not null)
        {
            return;
        }

        lock (_gate)
        {
            _frame = frame.Text("id") ?? "";
            _current = null;
            if (Uri.TryCreate(frame.Text("url"), UriKind.Absolute, out var url) && options.Pages.FirstOrDefault(glob => UrlGlob.Matches(glob, url)) is { } page)
            {
                if (!_pages.TryGetValue(page, out var taker))
                {
                    _pages[page] = taker = new InventoryTaker(traffic);
                }

                taker.Begin(url, _headers.TryGetValue(frame.Text("loaderId") ?? "", out var headers) ? headers : null);
                _current = taker;
            }
        }
    }

    private void Parsed(JsonElement message)
    {
        lock (_gate)
        {
            if (_current is { } taker && _session is { } session && message.Member("executionContextAuxData") is { } context && context.TryGetProperty("isDefault", out var isDefault) && isDefault.ValueKind == JsonValueKind.True)
            {
                taker.Parsed(session, message);
            }
        }
    }
}
