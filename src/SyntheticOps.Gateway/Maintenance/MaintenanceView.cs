using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Answer of GET and PUT (contracts.md section 6): what is in force; while nothing is, the switch as it was set last.</summary>
/// <param name="Window">Name of the window that is in force; null when it is the switch.</param>
/// <param name="Next">The window that begins next.</param>
/// <param name="Undo">What undo would return to; null when there is nothing to undo.</param>
/// <param name="Page">What customers read, or would read.</param>
internal sealed record MaintenanceView(
    bool Active, string Mode, MaintenanceScope Scope, string Reason, DateTimeOffset Since, DateTimeOffset? Until, string Actor, long Version,
    IReadOnlyList<string> Allow, MaintenanceMessage? Message, string? Window, NextView? Next, UndoView? Undo, PageView Page)
{
    public static MaintenanceView Of(MaintenanceSnapshot snapshot, MaintenanceState? undo, PageOptions page, DateTimeOffset now)
    {
        var state = snapshot.State;
        var cause = snapshot.InForce(now).FirstOrDefault() ?? MaintenanceCause.Of(state);
        return new MaintenanceView(
            snapshot.IsActive(now), state.Mode, cause.Scope, cause.Reason, cause.Since, cause.Until, cause.Actor, state.Version,
            state.Windows.FirstOrDefault(window => window.Name == cause.Window)?.Allow ?? state.Allow, cause.Message, cause.Window,
            NextView.Of(snapshot.Windows.Next(now)), UndoView.Of(undo), PageView.Of(page, snapshot.IsActive(now) ? cause.Message : null));
    }
}

/// <summary>One time that a window is held.</summary>
internal sealed record NextView(string Name, DateTimeOffset From, DateTimeOffset Until)
{
    public static NextView? Of(Occurrence? occurrence) =>
        occurrence is null ? null : new NextView(occurrence.Window.Name, occurrence.From, occurrence.Until);
}

internal sealed record UndoView(string Mode, string Reason, DateTimeOffset? Until, string Actor)
{
    public static UndoView? Of(MaintenanceState? state) => state is null ? null : new UndoView(state.Mode, state.Reason, state.Until, state.Actor);
}

/// <summary>The words of the maintenance page in both languages.</summary>
internal sealed record PageView(string Name, PageWords Fr, PageWords En)
{
    public static PageView Of(PageOptions page, MaintenanceMessage? message)
    {
        var answer = new Answer(Situation.Pause, null, null) { MessageFr = message?.Fr, MessageEn = message?.En };
        return new PageView(page.Name, PageWords.Of(new PageText(PageLanguage.French, page), answer), PageWords.Of(new PageText(PageLanguage.English, page), answer));
    }
}

internal sealed record PageWords(string Title, string Text)
{
    public static PageWords Of(PageText text, Answer answer) => new(text.Title(answer.Situation), text.Body(answer));
}
