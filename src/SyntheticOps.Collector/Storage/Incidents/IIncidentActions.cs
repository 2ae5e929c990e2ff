namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>What people do with an incident; each change, its timeline entry and its notifications are one transaction.</summary>
public interface IIncidentActions
{
    /// <summary>False when there is no such incident or its state does not allow it.</summary>
    Task<bool> AcknowledgeAsync(string id, string actor, CancellationToken token);

    Task<bool> AddNoteAsync(string id, string actor, string text, CancellationToken token);

    Task<bool> ResolveAsync(string id, string actor, string? note, CancellationToken token);
}
