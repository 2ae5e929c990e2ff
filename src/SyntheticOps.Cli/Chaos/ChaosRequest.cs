namespace SyntheticOps.Cli.Chaos;

/// <summary>What `synops chaos` was asked for.</summary>
/// <param name="Limit">For all scenarios together.</param>
internal sealed record ChaosRequest(IReadOnlyList<ChaosScenario> Scenarios, bool IsQuick, int Seed, TimeSpan Limit, FileInfo? Json);
