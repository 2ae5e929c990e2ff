namespace SyntheticOps.Gateway.Recognition;

/// <summary>Feature of a request whose probe signature is valid.</summary>
internal sealed record RecognizedProbe(string Run);
