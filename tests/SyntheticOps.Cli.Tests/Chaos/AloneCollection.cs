namespace SyntheticOps.Cli.Tests.Chaos;

/// <summary>Tests of time and memory run one after the other, when no other test runs.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;
