using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Reading.Values;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys;

/// <summary>A journey file, read and checked.</summary>
internal sealed record Journey(string Name, IReadOnlyList<JourneyVariable> Variables, IReadOnlyList<JourneyStep> Steps, IReadOnlyList<JourneyStep> Finally) : IJourneyRoute
{
    /// <summary>Words to choose journeys by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public BrowserWishes Browser { get; init; } = BrowserWishes.Usual;

    public string? Problem => null;

    public async Task WalkAsync(StepWalker walker)
    {
        foreach (var step in Steps)
        {
            if ((await walker.DoAsync(step)).IsFatal)
            {
                break;
            }
        }
    }

    public async Task FinallyAsync(StepWalker walker)
    {
        foreach (var step in Finally)
        {
            await walker.DoAsync(step with { IsSecret = true, IsOptional = true });
        }
    }
}

/// <summary>An entry of `variables:`.</summary>
internal sealed record JourneyVariable(string Name, VariableMaker Maker);

/// <summary>One entry of `steps:` or `finally:`.</summary>
internal sealed record JourneyStep
{
    /// <summary>1 for the first; the finally steps count on.</summary>
    public required int Index { get; init; }

    public required string Name { get; init; }

    /// <summary>What it does, in order.</summary>
    public required IReadOnlyList<Act> Acts { get; init; }

    /// <summary>What must become true within the time limit.</summary>
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>Limit of acts and expectations together; null is <see cref="Running.StepContext.DefaultTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Longer is slow, not broken.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>No picture of it, except a failed one with every form field covered.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The journey goes on when it fails; a finding says so.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Done only when that element shows.</summary>
    public Presence? IfPresent { get; init; }

    /// <summary>In a window that the page opened.</summary>
    public PopupChoice? Popup { get; init; }

    /// <summary>All its elements are in that frame.</summary>
    public Target? Frame { get; init; }

    /// <summary>Variables that it sets when it succeeded.</summary>
    public IReadOnlyList<Capture> Captures { get; init; } = [];

    public Repetition? Repeat { get; init; }

    /// <summary>Where it stands; null when it comes from code.</summary>
    public Place? Place { get; init; }
}

/// <summary>`repeat: {until: {$.status: paid}, every: 1s, at-most: 20s, times: 5}`.</summary>
internal sealed record Repetition(Expectation Until, TimeSpan Every, TimeSpan AtMost, int? Times);

/// <summary>`if-present: {role: button, name: Tout accepter, for: 2s}`.</summary>
internal sealed record Presence(Target Target, TimeSpan For);

/// <summary>`popup: true` is the newest window, `popup: GLOB` the newest at such an address, or a frame there.</summary>
internal sealed record PopupChoice(Template? Address);

/// <summary>`budget: {page: 3s, total: 20s}` of the check; null sets no limit.</summary>
internal sealed record Budget(TimeSpan? Page, TimeSpan? Total);
