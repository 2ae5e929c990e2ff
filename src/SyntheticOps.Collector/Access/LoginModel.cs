namespace SyntheticOps.Collector.Access;

/// <summary>The login page.</summary>
/// <param name="Token">From the link; null when the page was opened without one.</param>
/// <param name="Return">Where to go afterwards.</param>
/// <param name="Refused">Whether a try has just failed.</param>
public sealed record LoginModel(string? Token, string Return, bool Refused, string Address);
