using Microsoft.Playwright;

namespace SyntheticOps.Journeys;

/// <summary>One run: its page, its variables, and steps that become spans.</summary>
public interface IJourneyRun
{
    /// <summary>Playwright's page in a fresh context; paths such as `/panier` are of the site.</summary>
    IPage Page { get; }

    /// <summary>32 hex digits: the trace id.</summary>
    string RunId { get; }

    /// <summary>The site's address.</summary>
    Uri Site { get; }

    /// <summary>The `variables` of the check, and `run`.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Does one step. When it fails the journey ends here: the exception that says so is not to be caught.</summary>
    /// <param name="name">Names the step in results; each name once.</param>
    /// <param name="work">What is done and expected.</param>
    /// <param name="options">Limits; null takes the usual ones.</param>
    Task StepAsync(string name, Func<Task> work, JourneyStepOptions? options = null);

    /// <summary>Asks an API with the cookies of the page and the run's signed header, without the page; follows no redirect.</summary>
    /// <param name="method">GET, POST and so on.</param>
    /// <param name="path">A path of the site, or an absolute URL.</param>
    /// <param name="json">Sent as it is; null sends nothing.</param>
    Task<JourneyAnswer> RequestAsync(string method, string path, string? json = null);
}
