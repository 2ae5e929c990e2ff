using System.Reflection;
using System.Runtime.CompilerServices;
using SyntheticOps.Journeys;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Coded;

/// <summary>A journey in C#. One that cannot be loaded is a fault of ours: its runs are unknown, the others go on.</summary>
internal sealed class CodedJourney : IJourneyRoute
{
    private readonly Func<IJourney>? _create;
    private readonly ConditionalWeakTable<JourneySession, CodedRun> _runs = [];

    private CodedJourney(IReadOnlyList<JourneyVariable> variables, Func<IJourney>? create, string? problem) =>
        (Variables, _create, Problem) = (variables, create, problem);

    public IReadOnlyList<JourneyVariable> Variables { get; }

    public IReadOnlyList<string> Tags => [];

    public BrowserWishes Browser { get; init; } = BrowserWishes.Usual;

    public string? Problem { get; }

    /// <param name="path">The assembly, with its dependencies beside it.</param>
    /// <param name="name">Its class, with or without namespace; null when it has one journey only.</param>
    public static CodedJourney Load(string path, string? name, IReadOnlyList<JourneyVariable> variables, BrowserWishes? browser = null)
    {
        try
        {
            var types = new JourneyLoadContext(path).LoadFromAssemblyPath(path).GetExportedTypes()
                .Where(type => type is { IsAbstract: false, IsGenericType: false } && typeof(IJourney).IsAssignableFrom(type) && type.GetConstructor([]) is not null)
                .ToList();
            var fitting = types.Where(type => name is null || type.Name == name || type.FullName == name).ToList();
            return fitting.Count == 1
                ? new(variables, () => (IJourney)fitting[0].GetConstructor([])!.Invoke(BindingFlags.DoNotWrapExceptions, null, [], null), problem: null) { Browser = browser ?? BrowserWishes.Usual }
                : new(variables, null, Choice(path, name, types));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ReflectionTypeLoadException or TypeLoadException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            return new(variables, null, $"The journey's assembly {Path.GetFileName(path)} cannot be loaded: {e.GetType().Name}.");
        }
    }

    public async Task WalkAsync(StepWalker walker)
    {
        var run = new CodedRun(walker);
        if (await MadeAsync(run) is { } journey)
        {
            run.Journey = journey;
            _runs.Add(walker.Session, run);
            await run.DoAsync(journey.RunAsync);
        }
    }

    public async Task FinallyAsync(StepWalker walker)
    {
        if (_runs.TryGetValue(walker.Session, out var run) && run.Journey is { } journey)
        {
            await new CodedRun(walker) { IsFinal = true, FirstIndex = run.NextIndex }.DoAsync(journey.FinallyAsync);
        }
    }

    /// <summary>Null when its constructor throws; the run says so.</summary>
    private async Task<IJourney?> MadeAsync(CodedRun run)
    {
        IJourney? journey = null;
        await run.DoAsync((_, _) =>
        {
            journey = _create!();
            return Task.CompletedTask;
        });
        return journey;
    }

    private static string Choice(string path, string? name, List<Type> types) => types.Count == 0
        ? $"The assembly {Path.GetFileName(path)} has no public class that implements IJourney and has a constructor without parameters."
        : $"The assembly {Path.GetFileName(path)} has {string.Join(", ", types.Select(type => type.FullName))}; {(name is null ? "'class' says which" : $"none is called {name}")}.";
}
