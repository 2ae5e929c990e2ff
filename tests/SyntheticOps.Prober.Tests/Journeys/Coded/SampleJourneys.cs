using Microsoft.Playwright;
using SyntheticOps.Journeys;

namespace SyntheticOps.Prober.Tests.Journeys.Coded;

/// <summary>Walks through <see cref="Support.ExampleShop"/>. Loaded a second time, as an assembly of its own.</summary>
public sealed class GoodJourney : IJourney
{
    /// <summary>Would be seen here if the assembly were shared.</summary>
    internal static int Runs { get; private set; }

    public async Task RunAsync(IJourneyRun run, CancellationToken token)
    {
        Runs++;
        await run.StepAsync("open", async () => await run.Page.GotoAsync("/"));
        await run.StepAsync("fill", () => run.Page.GetByLabel("E-mail").FillAsync(run.Variables["mail"]));
        await run.StepAsync("soft", () => run.Page.GetByText("Nothing").ClickAsync(), new() { IsOptional = true, Timeout = TimeSpan.FromSeconds(0.3) });
        await run.StepAsync("api", async () =>
        {
            if (await run.RequestAsync("GET", "/api/orders/42") is not { Status: 200 } answer || !answer.Body.Contains("paid", StringComparison.Ordinal))
            {
                throw new JourneyFailedException("the order is not paid");
            }
        });
    }

    public Task FinallyAsync(IJourneyRun run, CancellationToken token) => run.StepAsync("clean up", () => run.RequestAsync("DELETE", $"/api/test-orders/{run.RunId}"));
}

public sealed class TimingOutJourney : IJourney
{
    public async Task RunAsync(IJourneyRun run, CancellationToken token)
    {
        await run.StepAsync("open", async () => await run.Page.GotoAsync("/"));
        try
        {
            await run.StepAsync("click", () => run.Page.GetByRole(AriaRole.Button, new() { Name = "Nothing" }).ClickAsync(), new() { Timeout = TimeSpan.FromSeconds(2) });
        }
        catch (InvalidOperationException)
        {
            // Not ours to catch.
        }

        await run.StepAsync("never", () => Task.CompletedTask);
    }
}

public sealed class AssertingJourney : IJourney
{
    public Task RunAsync(IJourneyRun run, CancellationToken token) => run.StepAsync("see", async () =>
    {
        await run.Page.GotoAsync("/");
        await Assertions.Expect(run.Page.GetByTestId("stock")).ToHaveTextAsync("en stock", new() { Timeout = 1000 });
    });
}

public sealed class RefusingJourney : IJourney
{
    public Task RunAsync(IJourneyRun run, CancellationToken token) => throw new JourneyFailedException("the price is wrong.");
}

public sealed class BuggyJourney : IJourney
{
    public Task RunAsync(IJourneyRun run, CancellationToken token) => run.StepAsync("bug", () => Task.FromResult(run.Variables["none"].Length));
}

public sealed class UnmakeableJourney : IJourney
{
    public UnmakeableJourney() => throw new NotSupportedException("no");

    public Task RunAsync(IJourneyRun run, CancellationToken token) => Task.CompletedTask;
}

public sealed class HangingJourney : IJourney
{
    public Task RunAsync(IJourneyRun run, CancellationToken token) =>
        run.StepAsync("hang", () => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None));

    public Task FinallyAsync(IJourneyRun run, CancellationToken token) => run.StepAsync("clean up", () => run.RequestAsync("DELETE", $"/api/test-orders/{run.RunId}"));
}
