namespace SyntheticOps.Journeys;

/// <summary>Thrown by a journey when the shop is not as it should be: the run is down. Any other exception of its own code is a fault of the journey, and the run is unknown.</summary>
public sealed class JourneyFailedException : Exception
{
    public JourneyFailedException()
    {
    }

    /// <param name="message">What was seen and what was expected, without a full stop.</param>
    public JourneyFailedException(string message)
        : base(message)
    {
    }

    public JourneyFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
