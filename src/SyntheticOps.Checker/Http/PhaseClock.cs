using System.Diagnostics;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Notes where one phase of a connection ends and the next begins, and writes them as `synthetic.phase` spans afterwards: the
/// connection is made outside the request's own execution context.
/// </summary>
internal sealed class PhaseClock(TimeProvider clock)
{
    public const string Resolve = "resolve";
    public const string Connect = "connect";
    public const string Tls = "tls";
    public const string Processing = "processing";
    public const string Transfer = "transfer";

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _started = clock.GetTimestamp();
    private readonly List<(string Name, long From, long To)> _phases = [];

    /// <summary>The phase that goes on; what a timeout says it waited for.</summary>
    public string Current { get; private set; } = Resolve;

    private long Reached => _phases.Count > 0 ? _phases[^1].To : _started;

    /// <summary>Ends the current phase and begins another.</summary>
    /// <param name="at">When it ended; now by default.</param>
    public void Next(string phase, long? at = null)
    {
        _phases.Add((Current, Reached, Math.Max(at ?? clock.GetTimestamp(), Reached)));
        Current = phase;
    }

    /// <summary>Nothing was resolved or connected: the request goes over a connection that stands.</summary>
    public void SkipTo(string phase) => Current = phase;

    /// <summary>Ends the last phase.</summary>
    public void End() => Next("");

    public TimeSpan Of(string phase) => _phases
        .Where(noted => noted.Name == phase)
        .Aggregate(TimeSpan.Zero, (sum, noted) => sum + clock.GetElapsedTime(noted.From, noted.To));

    /// <summary>Writes the spans below a request.</summary>
    /// <param name="failure">Reason of the last phase, when it failed.</param>
    public void Write(ActivityContext parent, string? failure)
    {
        for (var i = 0; i < _phases.Count; i++)
        {
            var (name, from, to) = _phases[i];
            using var span = RunSource.Instance.StartActivity(
                SyntheticTelemetry.Spans.Phase, ActivityKind.Internal, parent, startTime: At(from));
            span?.SetTag(SyntheticTelemetry.Attributes.PhaseName, name);
            if (failure is not null && i == _phases.Count - 1)
            {
                span?.SetTag(SyntheticTelemetry.Attributes.ErrorType, failure);
                span?.SetStatus(ActivityStatusCode.Error);
            }

            span?.SetEndTime(At(to).UtcDateTime);
        }
    }

    private DateTimeOffset At(long timestamp) => _startedAt + clock.GetElapsedTime(_started, timestamp);
}
