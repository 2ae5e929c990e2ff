using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys;

/// <summary>One thing a step does, ready to run.</summary>
/// <param name="Phrase">Names a step that has no name: `click button 'Payer'`. As written, variables not replaced.</param>
/// <param name="RunAsync">Null when it worked. Playwright's exceptions may pass; the step explains them.</param>
internal sealed record Act(string Phrase, Func<StepContext, Task<StepFault?>> RunAsync)
{
    /// <summary>Where it stands.</summary>
    public Place? Place { get; init; }

    /// <summary>The element that it uses.</summary>
    public Reading.Target? Target { get; init; }

    /// <summary>What it writes there.</summary>
    public Reading.Template? Text { get; init; }
}

/// <summary>Where something stands in a journey file.</summary>
/// <param name="File">Relative to the folder of the journey: no path of the machine is told.</param>
internal sealed record Place(string File, long Line, long Column)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}({Line},{Column})");
}

/// <summary>Why a step failed.</summary>
/// <param name="Reason">One of <see cref="ServiceDefaults.Telemetry.Reasons"/>.</param>
/// <param name="Words">What a person reads after `Step 4 'pay': `, without a full stop.</param>
/// <param name="IsWhole">It already tells of the request that failed.</param>
internal sealed record StepFault(string Reason, Saying Words, bool IsWhole = false)
{
    /// <summary>The same in English.</summary>
    public string Text => Words.ToString();
}

/// <summary>Something that must become true.</summary>
/// <param name="Phrase">What is looked at: `heading 'Nos parfums'`.</param>
/// <param name="LookAsync">Looks once, without waiting.</param>
/// <param name="IsBudget">Not met means slow, not broken.</param>
internal sealed record Expectation(Saying Phrase, Func<StepContext, Task<Sight>> LookAsync, bool IsBudget = false)
{
    /// <summary>Where it stands.</summary>
    public Place? Place { get; init; }

    /// <summary>The element that it is about; the nearest one is named when it is not there.</summary>
    public Reading.Target? Target { get; init; }
}

/// <summary>What was seen.</summary>
/// <param name="Met">Whether it is as expected.</param>
/// <param name="Words">`was not visible`, `was '0', not '1'`; for a `not`, the words when it is met: `was visible`.</param>
internal sealed record Sight(bool Met, Saying Words)
{
    public static Saying NotFound { get; } = Saying.Of("not-found");
}
