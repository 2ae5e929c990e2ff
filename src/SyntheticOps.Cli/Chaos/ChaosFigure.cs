namespace SyntheticOps.Cli.Chaos;

/// <summary>What was measured, and what it had to be.</summary>
/// <param name="Row">Such as PRB-11.</param>
/// <param name="Target">`&lt;= 6`, `= 0`; null for a figure without one.</param>
internal sealed record ChaosFigure(string Row, string Name, double Value, string Unit, string? Target, bool Passed);
