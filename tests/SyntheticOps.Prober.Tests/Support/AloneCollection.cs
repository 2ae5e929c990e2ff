namespace SyntheticOps.Prober.Tests.Support;

/// <summary>Tests of a time limit: they run when no other test of the project does.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;
