namespace SyntheticOps.Checks.Configuration;

/// <summary>What all values of one file share.</summary>
internal sealed record ConfigSource(string File, Variables Variables, ConfigErrors Errors);
