namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>The verbs, one line each.</summary>
internal static class StepVerbs
{
    public static IReadOnlyDictionary<string, IStepVerb> All { get; } = new IStepVerb[]
    {
        new OpenVerb(),
        new ClickVerb(),
        new DoubleClickVerb(),
        new HoverVerb(),
        new FillVerb(),
        new TypeVerb(),
        new PressVerb(),
        new SelectVerb(),
        new CheckVerb(),
        new UncheckVerb(),
        new UploadVerb(),
        new DragVerb(),
        new ScrollVerb(),
        new WaitForVerb(),
        new PauseVerb(),
        new RequestVerb(),
        new ViewportVerb(),
        new CloseVerb(),
    }.ToDictionary(verb => verb.Name, StringComparer.Ordinal);
}
