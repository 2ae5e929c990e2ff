using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence;

/// <summary>What the pages of a run wrote to their consoles, threw and did not catch, and what the browser itself complained of. The first 300 lines.</summary>
internal sealed class ConsoleLog(Site site, RunTraffic traffic, Redactor redactor, TimeProvider clock) : IPageFollower
{
    private const int MaximumLines = 300;
    private const int MaximumText = 1000;

    /// <summary>A page that goes on to throw is not listened to any more.</summary>
    private const int MaximumHeard = 2000;

    private readonly Lock _gate = new();
    private readonly List<ConsoleLine> _lines = [];
    private int _heard;

    public IReadOnlyList<ConsoleLine> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public IEnumerable<Task> Follow(ICDPSession session, bool isMain)
    {
        session.On("Runtime.consoleAPICalled", message => Hear(session, Called(message)));
        session.On("Runtime.exceptionThrown", message => Hear(session, Thrown(message)));
        session.On("Log.entryAdded", message => Hear(session, Said(message)));
        yield return session.SendAsync("Runtime.enable");
        yield return session.SendAsync("Log.enable");
    }

    private void Hear(ICDPSession session, ConsoleLine? line)
    {
        lock (_gate)
        {
            if (++_heard == MaximumHeard)
            {
                session.Tell("Log.disable");
                session.Tell("Runtime.disable");
            }

            if (line is not null && _lines.Count < MaximumLines)
            {
                _lines.Add(line);
            }
        }
    }

    private ConsoleLine? Called(JsonElement message)
    {
        var level = message.Text("type") switch
        {
            "error" or "assert" => "error",
            "warning" => "warning",
            _ => "info",
        };
        var words = message.Member("args") is { ValueKind: JsonValueKind.Array } args ? args.EnumerateArray().Take(20).Select(Words) : [];
        return Line(level, string.Join(' ', words), message.Member("stackTrace"));
    }

    private ConsoleLine? Thrown(JsonElement message) => message.Member("exceptionDetails") is { } details
        ? Line("error", details.Member("exception")?.Text("description")?.Split('\n')[0] ?? details.Text("text") ?? "exception", details.Member("stackTrace"), details)
        : null;

    /// <summary>Failed loads are in the list of requests.</summary>
    private ConsoleLine? Said(JsonElement message) => message.Member("entry") is { } entry && entry.Text("source") is not ("network" or "console-api" or "javascript")
        ? Line(entry.Text("level") is { } level and ("error" or "warning") ? level : "info", entry.Text("text") ?? "", entry.Member("stackTrace"), entry)
        : null;

    private ConsoleLine Line(string level, string text, JsonElement? stack, JsonElement? place = null)
    {
        // The guard's own frame has no address.
        var frame = stack?.Member("callFrames") is { ValueKind: JsonValueKind.Array } frames
            ? frames.EnumerateArray().FirstOrDefault(frame => !string.IsNullOrEmpty(frame.Text("url")))
            : default;
        var at = string.IsNullOrEmpty(frame.Text("url")) && place is { } given ? given : frame;
        var url = Uri.TryCreate(at.Text("url"), UriKind.Absolute, out var source) && source.Scheme is "http" or "https" ? source : null;
        return new ConsoleLine(
            clock.GetUtcNow(),
            traffic.CurrentStep.Index,
            level,
            redactor.Redact(text.Length > MaximumText ? text[..MaximumText] : text),
            url is null ? null : redactor.Redact(SafeUrl.Full(url)),
            (int?)at.Number("lineNumber") + 1,
            url is null || site.IsOwn(url) ? "own" : "third");
    }

    private static string Words(JsonElement argument)
    {
        if (argument.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        return argument.TryGetProperty("value", out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
            : argument.Text("description") ?? argument.Text("unserializableValue") ?? argument.Text("type") ?? "";
    }
}

/// <summary>One line of `console.json`.</summary>
/// <param name="Level">error, warning or info.</param>
/// <param name="Party">own or third, by the script that wrote it.</param>
internal sealed record ConsoleLine(DateTimeOffset At, int Step, string Level, string Text, string? Url, int? Line, string Party);
