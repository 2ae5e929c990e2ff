using SyntheticOps.Checks.Spooling;

namespace SyntheticOps.Checks.Running;

/// <summary>The spool of this process; null where no OTLP endpoint is configured.</summary>
internal sealed record SpoolSlot(Spool? Spool, SpoolSender? Sender);
