using EndToEnd.Tests.Running;

// One system for all tests; each breaks or loads it, so they take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(RunningSystem))]
