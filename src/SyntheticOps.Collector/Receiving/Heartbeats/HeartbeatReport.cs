using System.Globalization;

namespace SyntheticOps.Collector.Receiving.Heartbeats;

/// <summary>What a job says of itself.</summary>
/// <param name="ExitCode">0 is success; null when only success or failure was said.</param>
/// <param name="Message">One line; null for none.</param>
internal sealed record HeartbeatReport(HeartbeatStatus Status, int? ExitCode = null, TimeSpan? Duration = null, string? Message = null)
{
    private const int MaximumMessage = 400;

    /// <summary>A month.</summary>
    private const double LongestS = 31 * 86_400.0;

    /// <summary>The last part of the address: `start`, `fail` or an exit code; null for anything else.</summary>
    public static HeartbeatReport? OfForm(string? form) => form switch
    {
        null => new(HeartbeatStatus.Success),
        "start" => new(HeartbeatStatus.Start),
        "fail" => new(HeartbeatStatus.Failure),
        _ when int.TryParse(form, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= 255 =>
            new(code == 0 ? HeartbeatStatus.Success : HeartbeatStatus.Failure, code),
        _ => null,
    };

    /// <summary>The same with what the body says; or the mistake.</summary>
    public (HeartbeatReport? Report, string? Mistake) With(HeartbeatBody body)
    {
        if (body.DurationS is < 0 or > LongestS or double.NaN)
        {
            return (null, "durationS is a number of seconds from 0 to 31 days.");
        }

        if (body.ExitCode is < 0 or > 255)
        {
            return (null, "exitCode is a whole number from 0 to 255.");
        }

        HeartbeatStatus? said = body.Status switch
        {
            null => body.ExitCode is { } code ? (code == 0 ? HeartbeatStatus.Success : HeartbeatStatus.Failure) : Status,
            "success" => HeartbeatStatus.Success,
            "failure" => HeartbeatStatus.Failure,
            "start" => HeartbeatStatus.Start,
            _ => null,
        };
        return said is not { } status ? (null, "status is one of success, failure, start.") : (this with
        {
            Status = status,
            ExitCode = body.ExitCode ?? ExitCode,
            Duration = body.DurationS is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Message = Line(body.Message),
        }, null);
    }

    /// <summary>The same with a text, of which the end says most.</summary>
    public HeartbeatReport WithText(string text) => this with { Message = Line(text) };

    private static string? Line(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = string.Concat(line.Where(letter => !char.IsControl(letter)));
        return line.Length == 0 ? null : line.Length <= MaximumMessage ? line : string.Concat("…", line.AsSpan(line.Length - MaximumMessage + 1));
    }
}

internal enum HeartbeatStatus
{
    Success,
    Failure,
    Start,
}

/// <summary>The JSON body; every member may be left out.</summary>
internal sealed record HeartbeatBody(string? Status = null, int? ExitCode = null, double? DurationS = null, string? Message = null);
