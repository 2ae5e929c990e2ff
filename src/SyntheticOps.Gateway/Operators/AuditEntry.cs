namespace SyntheticOps.Gateway.Operators;

/// <summary>One thing that somebody did.</summary>
/// <param name="Actor">`user:anna`, `incident:INC-12`, `drill:7`, `config:ab12`, or `gateway` for what happened by itself.</param>
/// <param name="Action">A stable code: `maintenance.on`, `window.planned`, `staff.revoked`, `webhook.replayed`, ...</param>
/// <param name="Subject">What it was done to: a window's name, a pass, a webhook, an address; may be empty.</param>
/// <param name="Text">The reason that was given, or what else a person wants to know; may be empty.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Actor, string Action, string Subject, string Text);
