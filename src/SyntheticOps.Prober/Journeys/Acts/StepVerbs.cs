namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>The verbs, one line each.</summary>
internal static class StepVerbs
{
    public static IReadOnlyDictionary<string, IStepVerb> All { get; } = new IStepVerb[]
    {
        new OpenVerb(),
        new ClickVerb(),
        new FillVerb(),
        new PressVerb(),
        new SelectVerb(),
        new CheckVerb(),
        new WaitForVerb(),
        new RequestVerb(),
    }.ToDictionary(verb => verb.Name, StringComparer.Ordinal);
}
