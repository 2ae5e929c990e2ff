namespace SyntheticOps.Gateway.Webhooks;

/// <summary>A named webhook route, ready for use.</summary>
/// <param name="Scheme">Null: nothing is stored.</param>
/// <param name="Secrets">The current one first.</param>
/// <param name="Buffer">Whether the configuration wants its events stored.</param>
internal sealed record WebhookRoute(string Name, string Path, IWebhookScheme? Scheme, IReadOnlyList<string> Secrets, bool Buffer)
{
    /// <summary>Without scheme or secret nobody can be trusted, so nothing is stored.</summary>
    public bool IsBuffered => Buffer && Scheme is not null && Secrets.Count > 0;

    /// <summary>A record would print the secrets.</summary>
    public override string ToString() => Name;
}
