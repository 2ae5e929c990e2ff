using System.Text.RegularExpressions;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>One thing that was seen, before its words.</summary>
/// <param name="Subject">Header or element that it is about, lower-case.</param>
/// <param name="Seen">The evidence as sent; empty when something is missing.</param>
/// <param name="Advice">`Header: value` to send, or what to do; empty when nothing is to do.</param>
internal sealed partial record Observation(string Code, Severity Severity, string Subject, string Seen, string Advice = "")
{
    /// <summary>Evidence is cut here: a page or a header may be long.</summary>
    private const int MaximumSeen = 200;

    /// <summary>Args: what was seen, why it matters, and the header and value to send (or no header and what to do).</summary>
    /// <param name="topic">Where the reason stands when it does not stand under the code.</param>
    public Finding ToFinding(string? topic = null)
    {
        var seen = Seen.Length > MaximumSeen ? string.Concat(Seen.AsSpan(0, MaximumSeen - 1), "…") : Seen;
        var why = Why.Of(topic ?? Code);
        var line = Line().Match(Advice);
        var (header, value) = line.Success ? (line.Groups[1].Value, line.Groups[2].Value) : ("", Advice);
        string[] sentences = [$"{Subject}: {(seen.Length == 0 ? "missing" : seen)}.", why, Advice.Length == 0 ? "" : line.Success ? $"Send {Advice}" : $"Mend: {Advice}"];
        return new(Code, Severity, FindingKind.State, Subject, [seen, why, header, value], string.Join(' ', sentences.Where(sentence => sentence.Length > 0)));
    }

    [GeneratedRegex("^([A-Z][A-Za-z-]+): (.+)$")]
    private static partial Regex Line();
}
