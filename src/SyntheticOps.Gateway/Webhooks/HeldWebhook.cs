namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Feature of a request on a named webhook route: whatever becomes of it, the webhook gate answers its sender.</summary>
internal sealed record HeldWebhook(WebhookRoute Route);
