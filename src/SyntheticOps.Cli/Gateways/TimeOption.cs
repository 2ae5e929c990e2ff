using System.CommandLine;
using System.Globalization;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Cli.Gateways;

/// <summary>`--until TIME` and `--for DURATION`: two ways to say when something ends.</summary>
internal sealed class TimeOption
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private readonly Option<DateTimeOffset?> _until;
    private readonly Option<TimeSpan?> _for;

    public TimeOption(string what)
    {
        _until = new("--until")
        {
            Description = $"When {what}, with its offset: 2026-12-01T15:10+01:00.",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParseExact(result.Tokens[0].Value, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                {
                    return time;
                }

                result.AddError("--until takes a time with its offset, such as 2026-12-01T15:10+01:00 or 2026-12-01T14:10Z.");
                return null;
            },
        };
        _for = new("--for")
        {
            Description = "The same as a length of time from now: 30m, 2h.",
            CustomParser = result =>
            {
                if (Durations.Parse(result.Tokens[0].Value) is { } length && length > TimeSpan.Zero)
                {
                    return length;
                }

                result.AddError("--for takes a length of time, such as 30m or 2h.");
                return null;
            },
        };
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_until);
        command.Options.Add(_for);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_until) is not null && result.GetResult(_for) is not null)
            {
                result.AddError("--until and --for say the same thing; give one.");
            }
        });
    }

    /// <summary>Null: without an end.</summary>
    public DateTimeOffset? Read(ParseResult parsed, TimeProvider clock) => (parsed.GetValue(_until) ?? (clock.GetUtcNow() + parsed.GetValue(_for)))?.ToUniversalTime();
}
