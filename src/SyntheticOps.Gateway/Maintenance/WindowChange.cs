using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Cronos;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Body of `PUT /api/v1/maintenance/windows/{name}`.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed partial record WindowChange
{
    private const double Shortest = 60;
    private const double Longest = 7 * 86_400;

    public required double ForS { get; init; }

    public required string Reason { get; init; }

    public string? Cron { get; init; }

    public string? Zone { get; init; }

    public DateTimeOffset? From { get; init; }

    public ScopeChange? Scope { get; init; }

    public IReadOnlyList<string>? Allow { get; init; }

    public MaintenanceMessage? Message { get; init; }

    public static bool IsName(string name) => Name.IsMatch(name);

    /// <summary>Every mistake at once, naming the member and the expected form.</summary>
    public IEnumerable<string> Check(DateTimeOffset now)
    {
        if (!(ForS >= Shortest && ForS <= Longest))
        {
            yield return $"forS: expected seconds from {Shortest} to {Longest}.";
        }

        if ((Cron is null) == (From is null))
        {
            yield return "cron or from: expected one of the two, cron for a window that recurs, from (RFC 3339) for one that is held once.";
        }

        if (Cron is not null)
        {
            if (!CronExpression.TryParse(Cron, CronFormat.Standard, out _))
            {
                yield return $"cron: '{Cron}' is not a cron expression of five fields, such as 0 3 * * SUN.";
            }

            if (Zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
            {
                yield return $"zone: '{Zone}' is not a time zone; expected an IANA name such as Europe/Paris.";
            }
        }
        else if (Zone is not null)
        {
            yield return "zone: expected only with cron; from carries its own offset.";
        }

        if (From is { } from && double.IsFinite(ForS) && from + TimeSpan.FromSeconds(Math.Clamp(ForS, 0, Longest)) <= now)
        {
            yield return "from: the window would be over already.";
        }

        foreach (var mistake in MaintenanceChange.CheckShared(Reason, Scope, Allow, Message))
        {
            yield return mistake;
        }
    }

    public MaintenanceWindow Named(string name, string actor) => new()
    {
        Name = name,
        Cron = Cron,
        Zone = Zone,
        From = From?.ToUniversalTime(),
        ForS = ForS,
        Reason = Reason,
        Scope = MaintenanceScope.Of(Scope),
        Allow = Allow ?? [],
        Message = Message,
        Actor = actor,
    };

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
