using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Which state follows from a change, and which changes are not made. Pure; version and author are set by the switch.</summary>
internal static class MaintenanceTransitions
{
    private const int MaximumWindows = 50;

    /// <summary>How long a window that was held once stays in the list.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public static (MaintenanceState? After, MaintenanceRefusal? Refusal) After(this MaintenanceState before, MaintenanceChange change, string actor, DateTimeOffset now)
    {
        // What a person switched on, automation leaves alone; what a person switched off, only incidents do: a drill is a person's wish.
        var isPerson = OperatorActor.IsPerson(actor);
        if (before.IsHeld(now) && !isPerson && (before.IsOn(now) || OperatorActor.IsIncident(actor)))
        {
            return (null, MaintenanceRefusal.HeldByPerson);
        }

        var ends = isPerson && change.Mode != MaintenanceState.On;
        var stays = before.IsOn(now) == (change.Mode == MaintenanceState.On);
        return (before with
        {
            Mode = change.Mode,
            Scope = MaintenanceScope.Of(change.Scope),
            Reason = change.Reason,
            Since = stays ? before.Since : now,
            Until = change.Until?.ToUniversalTime(),
            Actor = actor,
            Allow = change.Allow ?? [],
            Message = change.Message,
            WindowsEnded = ends ? now : before.WindowsEnded,
            Windows = Remaining(before, now),
        }, null);
    }

    public static (MaintenanceState? After, MaintenanceRefusal? Refusal) Plan(this MaintenanceState before, MaintenanceWindow window, DateTimeOffset now)
    {
        var known = before.Windows.FirstOrDefault(other => other.Name == window.Name);
        if (IsOthers(known, window.Actor))
        {
            return (null, MaintenanceRefusal.FromConfiguration);
        }

        var others = Remaining(before, now).Where(other => other.Name != window.Name).ToList();
        return others.Count >= MaximumWindows
            ? (null, MaintenanceRefusal.TooManyWindows)
            : (before with { Windows = [.. others, window] }, null);
    }

    public static (MaintenanceState? After, MaintenanceRefusal? Refusal) Cancel(this MaintenanceState before, string name, string actor, DateTimeOffset now)
    {
        var known = before.Windows.FirstOrDefault(window => window.Name == name);
        return known is null ? (null, MaintenanceRefusal.NoSuchWindow)
            : IsOthers(known, actor) ? (null, MaintenanceRefusal.FromConfiguration)
            : (before with { Windows = [.. Remaining(before, now).Where(window => window.Name != name)] }, null);
    }

    /// <summary>An earlier version as it would be now: an `on` whose end has come is off.</summary>
    public static MaintenanceState Again(this MaintenanceState previous, string actor, DateTimeOffset now)
    {
        var isOver = previous.Mode == MaintenanceState.On && !previous.IsOn(now);
        return previous with
        {
            Mode = isOver ? MaintenanceState.Off : previous.Mode,
            Until = isOver ? null : previous.Until,
            Actor = isOver || previous.Mode == MaintenanceState.On ? actor : previous.Actor,
        };
    }

    /// <summary>synthetics.yaml and persons each change only their own windows: the other side would bring them back.</summary>
    private static bool IsOthers(MaintenanceWindow? known, string actor) =>
        known is not null && OperatorActor.IsConfiguration(known.Actor) != OperatorActor.IsConfiguration(actor);

    private static List<MaintenanceWindow> Remaining(MaintenanceState state, DateTimeOffset now) =>
        [.. state.Windows.Where(window => window.From is not { } from || from + window.Duration + Remembered > now)];
}
