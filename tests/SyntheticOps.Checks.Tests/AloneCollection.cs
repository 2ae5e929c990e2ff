namespace SyntheticOps.Checks.Tests;

/// <summary>What is judged by the clock runs while no other test does.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;
