using System.Diagnostics;
using System.Globalization;

namespace Compat.Tests.Running;

/// <summary>Real processes: shell scripts, so not on Windows.</summary>
public sealed class OrchestratorTests
{
    /// <summary>Ignores SIGTERM, and so does the child that it starts.</summary>
    private const string Stubborn = "trap '' TERM; sh -c 'echo child $$; while :; do sleep 0.2; done' & echo parent $$; while :; do sleep 0.2; done";

    public static bool HasShell => !OperatingSystem.IsWindows();

    private static async Task<int> ProcessIdAsync(TestModel model, string who) =>
        int.Parse((await model.Output.LineAsync($"| {who} ")).Split(' ')[^1], CultureInfo.InvariantCulture);

    private static bool Runs(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited && !(File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task WaitFor_DependencyNotHealthy_StartsOnlyWhenItIs()
    {
        await using var health = await HealthServer.StartAsync();
        using var model = new TestModel();
        var shop = model.Add("shop");
        shop.Resource.Endpoints.Add(new("http", "http", "127.0.0.1", new Uri(health.Url).Port, "the test"));
        shop.WithHttpHealthCheck("/health", endpointName: "http");
        model.Add("gateway", $"touch {model.File("gateway-started")}; exec sleep 300").WaitFor(shop);

        model.StartUnchecked();
        await Poll.UntilAsync(() => health.Asked >= 2, () => model.Output.Text);

        File.Exists(model.File("gateway-started")).ShouldBeFalse();
        await model.Output.LineAsync("gateway waits: for shop");

        health.Healthy = true;
        await model.Output.LineAsync("gateway is healthy");
        await Poll.UntilAsync(() => File.Exists(model.File("gateway-started")), () => model.Output.Text);
        (await model.StopAsync()).ShouldBe(0);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Health_TurnsBad_IsToldWithTheReason()
    {
        await using var health = await HealthServer.StartAsync();
        health.Healthy = true;
        using var model = new TestModel();
        var shop = model.Add("shop");
        shop.Resource.Endpoints.Add(new("http", "http", "127.0.0.1", new Uri(health.Url).Port, "the test"));
        shop.WithHttpHealthCheck("/health", endpointName: "http");

        model.StartUnchecked();
        await model.Output.LineAsync("shop is healthy");
        health.Healthy = false;

        await model.Output.LineAsync("answers 503 the store is read-only");
        (await model.StopAsync()).ShouldBe(0);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Stop_WhileItTakesLong_AsksForHealthNoMore()
    {
        await using var health = await HealthServer.StartAsync();
        using var model = new TestModel(stopWithin: TimeSpan.FromSeconds(3));
        var shop = model.Add("shop", Stubborn);
        shop.Resource.Endpoints.Add(new("http", "http", "127.0.0.1", new Uri(health.Url).Port, "the test"));
        shop.WithHttpHealthCheck("/health", endpointName: "http");
        model.StartUnchecked();
        await Poll.UntilAsync(() => health.Asked >= 1, () => model.Output.Text);

        var stop = model.StopAsync();
        await model.Output.LineAsync("Stopping.");
        var asked = health.Asked;

        (await stop).ShouldBe(0);
        health.Asked.ShouldBeLessThanOrEqualTo(asked + 1); // one may have been on its way
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Exit_ByItself_IsToldWithCodeAndLastLines()
    {
        using var model = new TestModel();
        model.Add("collector");
        model.Add("shop", "echo opening; echo the disk is full >&2; exit 7");

        model.Start();

        await model.Output.LineAsync("shop exited with code 7. Its last lines:");
        await model.Output.LineAsync("apphost   | the disk is full");
        await model.Output.LineAsync("shop exited with code 7 after");
        model.Output.Text.ShouldContain("shop      | opening");
        (await model.StopAsync()).ShouldBe(0);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Exit_BySignal_NamesTheSignal()
    {
        using var model = new TestModel();
        model.Add("collector");
        model.Add("shop", "kill -9 $$");

        model.Start();

        await model.Output.LineAsync("shop exited with code 137 (signal 9).");
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Exit_OfEverything_EndsWithCode1()
    {
        await using var health = await HealthServer.StartAsync();
        using var model = new TestModel();
        var shop = model.Add("shop", "exit 1");
        shop.Resource.Endpoints.Add(new("http", "http", "127.0.0.1", new Uri(health.Url).Port, "the test"));
        shop.WithHttpHealthCheck("/health", endpointName: "http");
        model.Add("gateway").WaitFor(shop);

        model.StartUnchecked();

        (await model.EndAsync()).ShouldBe(1);
        model.Output.Text.ShouldContain("gateway could not be started: shop, which it waits for, ended before it was healthy");
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Start_ProgramMissing_IsTold()
    {
        using var model = new TestModel();
        model.Add("collector");
        model.Add("shop", command: new("/nowhere/program", []));

        model.Start();

        await Poll.UntilAsync(
            () => model.Output.Text.Contains("shop could not be started", StringComparison.Ordinal) || model.Output.Text.Contains("shop exited with code 127", StringComparison.Ordinal),
            () => model.Output.Text);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Stop_Resources_GoAgainstTheOrderOfTheModel()
    {
        using var model = new TestModel();
        foreach (var name in new[] { "collector", "shop", "gateway" })
        {
            model.Add(name, $"trap 'echo {name} >> {model.File("order")}; exit 0' TERM; echo ready {name}; while :; do sleep 0.1; done");
        }

        model.Start();
        foreach (var name in new[] { "collector", "shop", "gateway" })
        {
            await model.Output.LineAsync($"ready {name}");
        }

        (await model.StopAsync()).ShouldBe(0);
        (await File.ReadAllLinesAsync(model.File("order"), TestContext.Current.CancellationToken)).ShouldBe(["gateway", "shop", "collector"]);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Stop_TreeThatIgnoresSigterm_IsKilledInTime()
    {
        using var model = new TestModel(stopWithin: TimeSpan.FromSeconds(1));
        model.Add("shop", Stubborn);
        model.Start();
        int[] tree = [await ProcessIdAsync(model, "parent"), await ProcessIdAsync(model, "child")];
        tree.ShouldAllBe(process => Runs(process));

        (await model.StopAsync()).ShouldBe(0);

        await Poll.UntilAsync(() => !tree.Any(Runs), () => model.Output.Text);
        model.Output.Text.ShouldContain("shop did not stop in time and is killed.");
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "needs /bin/sh")]
    public async Task Stop_SecondSignal_KillsAtOnce()
    {
        using var model = new TestModel(stopWithin: TimeSpan.FromMinutes(5));
        model.Add("shop", Stubborn);
        model.Start();
        var child = await ProcessIdAsync(model, "child");

        (await model.KillAsync()).ShouldBe(0);

        await Poll.UntilAsync(() => !Runs(child), () => model.Output.Text);
    }

    public static bool OnLinux => OperatingSystem.IsLinux();

    [Fact(SkipUnless = nameof(OnLinux), Skip = "only Linux shows the environment of processes")]
    public async Task Stop_OrphanInASessionOfItsOwn_IsFoundAndKilled()
    {
        using var model = new TestModel();
        model.Add("prober", "setsid sh -c 'echo orphan $$; exec sleep 300' & sleep 0.1; trap 'exit 0' TERM; while :; do sleep 0.1; done");
        model.Start();
        var orphan = await ProcessIdAsync(model, "orphan");
        Runs(orphan).ShouldBeTrue();

        (await model.StopAsync()).ShouldBe(0);

        await Poll.UntilAsync(() => !Runs(orphan), () => model.Output.Text);
        model.Output.Text.ShouldContain("left-over");
    }
}
