using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>Gathers the inventory of one page, over all its loads in a run.</summary>
internal sealed partial class InventoryTaker(RunTraffic traffic)
{
    private const int MaximumScripts = 300;

    /// <summary>
    /// The scripts and frames that stand in a page once it was read to its end, since what a step expects may come before that;
    /// of one that is not read in 1.5 s, what is there by then. Asked in a world of our own so that the page cannot answer for it.
    /// </summary>
    public const string Elements = """
        new Promise(read => {
          if (document.readyState !== 'loading') return read();
          document.addEventListener('DOMContentLoaded', read, { once: true });
          setTimeout(read, 1500);
        }).then(() => ({
          scripts: [...document.querySelectorAll('script')].slice(0, 300).map(s => ({ src: s.src, integrity: s.integrity, type: s.type, text: s.src ? '' : s.textContent.slice(0, 500000) })),
          frames: [...document.querySelectorAll('iframe, frame, object, embed')].slice(0, 100).map(f => f.src || f.data || '')
        }))
        """;

    private static readonly string[] Watched =
    [
        "content-security-policy", "content-security-policy-report-only", "strict-transport-security", "x-frame-options", "x-content-type-options",
        "referrer-policy", "permissions-policy", "cross-origin-opener-policy", "cross-origin-embedder-policy", "cross-origin-resource-policy",
    ];

    /// <summary>What a browser runs; anything else is data.</summary>
    private static readonly string[] Executed = ["", "module", "importmap", "speculationrules", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript"];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ScriptEntry> _scripts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _inline = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _frames = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.Ordinal);
    private readonly List<Task> _sources = [];
    private string _document = "";
    private string _origin = "";

    public void Begin(Uri url, JsonElement? headers)
    {
        lock (_gate)
        {
            (_document, _origin) = (url.GetLeftPart(UriPartial.Query), url.GetLeftPart(UriPartial.Authority));
            foreach (var header in headers?.EnumerateObject() ?? default)
            {
                var name = header.Name.ToLowerInvariant();
                if (Watched.Contains(name) && header.Value.ValueKind == JsonValueKind.String)
                {
                    _headers[name] = Nonce().Replace(header.Value.GetString()!.ReplaceLineEndings(", "), "'nonce-*'");
                }
            }
        }
    }

    /// <summary>A script was compiled. One without an address and without a caller is ours; `eval` is the doing of a script that is listed.</summary>
    public void Parsed(ICDPSession session, JsonElement message)
    {
        var url = message.Text("url") ?? "";
        if (message.Text("scriptId") is { } id && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            lock (_gate)
            {
                if (_sources.Count < MaximumScripts)
                {
                    _sources.Add(AddSourceAsync(session, id, address, address.GetLeftPart(UriPartial.Query) == _document));
                }
            }
        }
    }

    public Task SourcesAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_sources);
        }
    }

    public void AddElements(JsonElement elements)
    {
        lock (_gate)
        {
            foreach (var script in elements.Member("scripts")?.EnumerateArray() ?? default)
            {
                if (!Executed.Contains((script.Text("type") ?? "").Trim().ToLowerInvariant()))
                {
                    continue;
                }

                if (Uri.TryCreate(script.Text("src"), UriKind.Absolute, out var url))
                {
                    var key = KeyOf(url);
                    var integrity = script.Text("integrity") is { Length: > 0 } given ? given : null;
                    _scripts[key] = _scripts.TryGetValue(key, out var known) ? known with { Integrity = integrity } : new ScriptEntry(null, integrity);
                }
                else if (script.Text("text") is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text))
                {
                    _inline.Add(HashOf(text));
                }
            }

            foreach (var frame in elements.Member("frames")?.EnumerateArray() ?? default)
            {
                if (frame.ValueKind == JsonValueKind.String && Uri.TryCreate(frame.GetString(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                {
                    _frames.Add(url.GetLeftPart(UriPartial.Authority) is var origin && origin == _origin ? "self" : origin);
                }
            }
        }
    }

    public PageInventory Result()
    {
        lock (_gate)
        {
            return new PageInventory
            {
                Scripts = new SortedDictionary<string, ScriptEntry>(_scripts, StringComparer.Ordinal),
                Inline = [.. _inline],
                Frames = [.. _frames],
                Headers = new SortedDictionary<string, string>(_headers, StringComparer.Ordinal),
            };
        }
    }

    private async Task AddSourceAsync(ICDPSession session, string id, Uri url, bool inline)
    {
        try
        {
            var answer = await session.SendAsync("Debugger.getScriptSource", new() { ["scriptId"] = id });
            var source = answer?.Text("scriptSource") ?? "";
            lock (_gate)
            {
                if (inline)
                {
                    _inline.Add(HashOf(source));
                }
                else
                {
                    var key = KeyOf(url);
                    _scripts[key] = new ScriptEntry(HashOf(source), _scripts.GetValueOrDefault(key)?.Integrity);
                }
            }
        }
        catch (PlaywrightException)
        {
            // The page was left before its source could be read; that it ran is known from the request.
            lock (_gate)
            {
                if (!inline && traffic.All.Any(request => request.Type == "Script" && request.Url == url))
                {
                    _scripts.TryAdd(KeyOf(url), new ScriptEntry(null, null));
                }
            }
        }
    }

    /// <summary>Without query; of the page's own origin the path, so that one baseline fits every address of the site.</summary>
    private string KeyOf(Uri url) => url.GetLeftPart(UriPartial.Authority) == _origin ? url.AbsolutePath : url.GetLeftPart(UriPartial.Path);

    private static string HashOf(string source) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}";

    [GeneratedRegex("'nonce-[^']*'", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Nonce();
}
