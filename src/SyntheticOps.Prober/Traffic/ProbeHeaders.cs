using System.Diagnostics;
using SyntheticOps.Checks.Running;

namespace SyntheticOps.Prober.Traffic;

/// <summary>What a request to an own origin carries: the trace it belongs to and the proof that it is a probe's.</summary>
internal static class ProbeHeaders
{
    public static IEnumerable<KeyValuePair<string, string>> For(Uri url, ProbeIdentity identity, Activity? span) => span is null
        ? identity.HeadersFor(url)
        : identity.HeadersFor(url).Append(new("traceparent", $"00-{span.TraceId}-{span.SpanId}-01"));
}
