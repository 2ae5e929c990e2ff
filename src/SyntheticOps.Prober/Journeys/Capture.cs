using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys;

/// <summary>`set: {order: {url: "/commande/(.+)/merci"}}`: a variable from the page or from an answer.</summary>
internal sealed record Capture(string Name, CaptureSource Source)
{
    /// <summary>Its one group becomes the value; null takes all.</summary>
    public System.Text.RegularExpressions.Regex? Matching { get; init; }

    public bool IsSecret { get; init; }

    public Place? Place { get; init; }

    /// <summary>Sets it; a fault when there is nothing to set it from.</summary>
    public async Task<StepFault?> RunAsync(StepContext context)
    {
        var found = await FindAsync(context);
        var value = found is not null && Matching is not null ? Group(Matching.Match(found)) : found;
        if (string.IsNullOrEmpty(value))
        {
            return new(Reasons.AssertionFailed, Saying.Of("no-variable", Name, Source.Where.With(context.Redact)));
        }

        context.Session.Set(Name, value, IsSecret);
        return null;
    }

    private async Task<string?> FindAsync(StepContext context)
    {
        try
        {
            return await Source.FindAsync(context);
        }
        catch (TimeoutException) when (!context.RunIsOver)
        {
            return null;
        }
    }

    private static string? Group(System.Text.RegularExpressions.Match match) => match.Success ? match.Groups[1].Value : null;
}

/// <summary>Where a value comes from.</summary>
/// <param name="Where">For a message: `in the address of the page`.</param>
/// <param name="FindAsync">Null or empty when there is none.</param>
internal sealed record CaptureSource(Saying Where, Func<StepContext, Task<string?>> FindAsync)
{
    /// <summary>The request of the page whose answer is to be kept during the step.</summary>
    public RequestPattern? Listens { get; init; }
}
