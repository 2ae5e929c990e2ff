using System.Text;
using Microsoft.Playwright;
using SyntheticOps.Journeys;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Coded;

/// <summary>What the code of a journey is given. Its steps run as those of a file; its slips never reach the prober.</summary>
internal sealed class CodedRun(StepWalker walker) : IJourneyRun
{
    /// <summary>A journey that makes steps in a loop ends.</summary>
    private const int MaximumSteps = 100;

    private readonly JourneySession _session = walker.Session;
    private StepContext? _step;

    public IPage Page => _session.Page;

    public string RunId => _session.Run.RunId;

    public Uri Site => _session.Run.Site.Url;

    public IReadOnlyDictionary<string, string> Variables => _session.Values;

    /// <summary>Set once it was made.</summary>
    public IJourney? Journey { get; set; }

    /// <summary>Cleaning up: every step is optional and without pictures.</summary>
    public bool IsFinal { get; init; }

    public int FirstIndex { get; init; } = 1;

    public int NextIndex => FirstIndex + walker.Steps.Count;

    public async Task StepAsync(string name, Func<Task> work, JourneyStepOptions? options = null)
    {
        if (walker.Steps.Any(step => step.IsFatal) || walker.Steps.Count >= MaximumSteps)
        {
            throw new StepFailedException();
        }

        var step = new JourneyStep
        {
            Index = NextIndex,
            Name = walker.Steps.Any(done => done.Name == name) ? $"{name} ({NextIndex})" : name,
            Acts = [new Act(name, context => WorkAsync(context, work))],
            Timeout = options?.Timeout,
            Budget = options?.Budget,
            IsSecret = IsFinal || options?.IsSecret == true,
            IsOptional = IsFinal || options?.IsOptional == true,
        };
        if ((await walker.DoAsync(step)).IsFatal)
        {
            throw new StepFailedException();
        }
    }

    public async Task<JourneyAnswer> RequestAsync(string method, string path, string? json = null)
    {
        var headers = new Dictionary<string, string>();
        if (json is not null)
        {
            headers["Content-Type"] = "application/json";
        }

        var content = new ResolvedContent(json is null ? null : Encoding.UTF8.GetBytes(json), headers);
        var status = await _session.SendAsync(method, new Uri(Site, path), content, _step?.Deadline ?? walker.Deadline);
        return new(status, _session.LastBody ?? "");
    }

    /// <summary>Runs code of the journey: not longer than the run, and whatever it throws becomes a step that failed.</summary>
    public async Task DoAsync(Func<IJourneyRun, CancellationToken, Task> code)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(walker.Deadline.Token);
        end.CancelAfter(walker.Deadline.Left);
        var work = Task.Run(() => code(this, end.Token), CancellationToken.None);
        try
        {
            await walker.Deadline.OfTimedAsync(EndedAsync(work));
        }
        catch (StepFailedException)
        {
            // The step has said so.
        }
        catch (Exception e) when (!walker.Steps.Any(step => step.IsFatal))
        {
            await FailAsync(e);
        }
        catch (Exception e) when (walker.Steps.Any(step => step.IsFatal))
        {
            // What the journey throws after its step failed adds nothing.
            System.Diagnostics.Debug.WriteLine(e);
        }
    }

    private static async Task<bool> EndedAsync(Task work)
    {
        await work;
        return true;
    }

    /// <summary>What went wrong outside of a step becomes one.</summary>
    private Task<StepReport> FailAsync(Exception e) => walker.DoAsync(new JourneyStep
    {
        Index = NextIndex,
        Name = "between steps",
        IsSecret = true,
        IsOptional = IsFinal,
        Acts = [new Act("code", context => Task.FromResult<StepFault?>(CodeFault.Of(e, context)))],
    });

    private async Task<StepFault?> WorkAsync(StepContext context, Func<Task> work)
    {
        _step = context;
        context.Page.SetDefaultTimeout(context.Deadline.Milliseconds);
        try
        {
            await context.Deadline.OfTimedAsync(EndedAsync(Task.Run(work)));
            return null;
        }
        catch (Exception e) when (CodeFault.Explains(e, context))
        {
            return CodeFault.Of(e, context);
        }
        finally
        {
            _step = null;
        }
    }
}
