using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys;

/// <summary>A journey file, read and checked.</summary>
internal sealed record Journey(string Name, IReadOnlyList<JourneyVariable> Variables, IReadOnlyList<JourneyStep> Steps, IReadOnlyList<JourneyStep> Finally);

/// <summary>`name: text` or `name: {secret: text}`; the text may use $run and earlier variables.</summary>
internal sealed record JourneyVariable(string Name, Template Value, bool IsSecret);

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

    /// <summary>No picture of it, except a failed one with every form field covered.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Variables that it sets when it succeeded.</summary>
    public IReadOnlyList<Capture> Captures { get; init; } = [];

    public Repetition? Repeat { get; init; }
}

/// <summary>`repeat: {until: {$.status: paid}, every: 1s, at-most: 20s}`.</summary>
internal sealed record Repetition(Expectation Until, TimeSpan Every, TimeSpan AtMost);

/// <summary>`budget: {page: 3s, total: 20s}` of the check; null sets no limit.</summary>
internal sealed record Budget(TimeSpan? Page, TimeSpan? Total);
