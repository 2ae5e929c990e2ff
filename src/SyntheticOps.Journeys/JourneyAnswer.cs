namespace SyntheticOps.Journeys;

/// <summary>The answer to a request of a journey.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Its text, at most 1 MiB.</param>
public sealed record JourneyAnswer(int Status, string Body);
