using System.Text.Json;
using AppHost;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compat.Tests;

/// <summary>AppHost/ResourceTable.cs with the snapshots of compat.</summary>
public sealed class ResourceTableTests : IDisposable
{
    private readonly string _connectionFile = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly SteppedClock _clock = new();
    private readonly ResourceTable _table;

    public ResourceTableTests() => _table = Make(null);

    public void Dispose()
    {
        _output.Dispose();
        File.Delete(_connectionFile);
    }

    private int Tables => _output.ToString().Split("resource   state").Length - 1;

    private ResourceTable Make(string? aspireLogin) => new(["collector", "shop"], _connectionFile, aspireLogin, _output, _clock);

    private static CustomResourceSnapshot Snapshot(string state, HealthStatus? health = null, string? reason = null, int? exitCode = null) =>
        new(health, reason is null ? [] : [new HealthReportSnapshot(health, reason)])
        {
            State = new ResourceStateSnapshot(state),
            ExitCode = exitCode,
            Urls = [new UrlSnapshot("http", "http://127.0.0.1:5100", "Dashboard"), new UrlSnapshot(null, "http://127.0.0.1:5100/status", "Status page")],
        };

    private static CustomResourceSnapshot Healthy => Snapshot("Running", HealthStatus.Healthy);

    private void AllHealthy()
    {
        _table.See("collector", Healthy);
        _table.See("shop", Healthy);
        _table.Look();
    }

    private void LookTwice()
    {
        _table.Look();
        _table.Look();
    }

    [Fact]
    public void Look_AllHealthy_PrintsTheTableOnce()
    {
        _table.See("collector", Healthy);
        LookTwice();
        Tables.ShouldBe(0);

        AllHealthy();
        AllHealthy();

        Tables.ShouldBe(1);
        _output.ToString().ShouldContain("All 2 resources are healthy after");
        _output.ToString().ShouldContain("collector  healthy  Dashboard    http://127.0.0.1:5100");
        _output.ToString().ShouldNotContain("Aspire dashboard");
    }

    [Fact]
    public void Look_CollectorHasALoginLink_ShowsItInsteadOfThePlainOneOfTheCollectorOnly()
    {
        File.WriteAllText(_connectionFile, JsonSerializer.Serialize(new { login = "http://127.0.0.1:5100/login?token=abc" }));

        AllHealthy();

        _output.ToString().Split("login?token=abc").Length.ShouldBe(2);
        _output.ToString().ShouldContain("shop       healthy  Dashboard    http://127.0.0.1:5100");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"login\": 5}")]
    public void Look_ConnectionFileIsNoConnection_ShowsThePlainLink(string text)
    {
        File.WriteAllText(_connectionFile, text);

        AllHealthy();

        _output.ToString().ShouldContain("collector  healthy  Dashboard    http://127.0.0.1:5100");
    }

    [Fact]
    public void Look_AspireDashboardRuns_SaysThatTheLogsAreThere()
    {
        var table = Make("http://localhost:15888/login?t=xyz");
        table.See("collector", Healthy);
        table.See("shop", Healthy);

        table.Look();

        _output.ToString().ShouldContain("Aspire dashboard: http://localhost:15888/login?t=xyz");
    }

    [Fact]
    public void Look_WorseTwice_PrintsTheTableAgainWithTheReason()
    {
        AllHealthy();
        _table.See("shop", Snapshot("Running", HealthStatus.Unhealthy, "it answers 503\n   at Somewhere"));

        _table.Look();
        Tables.ShouldBe(1);
        LookTwice();

        Tables.ShouldBe(2);
        _output.ToString().ShouldContain("Worse: shop unhealthy.");
        _output.ToString().ShouldContain("shop       unhealthy  it answers 503" + Environment.NewLine);
    }

    [Fact]
    public void Look_Exited_NamesTheCode()
    {
        AllHealthy();
        _table.See("shop", Snapshot("Exited", exitCode: 3));

        LookTwice();

        _output.ToString().ShouldContain("Worse: shop exited (3).");
    }

    [Fact]
    public void Look_NeverStarted_IsWorseWithoutHavingBeenHealthy()
    {
        _table.See("collector", Healthy);
        _table.See("shop", Snapshot("FailedToStart"));

        LookTwice();

        _output.ToString().ShouldContain("Worse: shop failedtostart.");
    }

    [Fact]
    public void Look_Better_SaysSoWithoutATable()
    {
        AllHealthy();
        _table.See("shop", Snapshot("Running", HealthStatus.Unhealthy));
        LookTwice();

        AllHealthy();

        Tables.ShouldBe(2);
        _output.ToString().TrimEnd().ShouldEndWith("All 2 resources are healthy again.");
    }

    [Fact]
    public void Look_StartTakesLong_PrintsOnceWhatIsMissing()
    {
        _table.See("collector", Healthy);
        _table.See("shop", Snapshot("Running", HealthStatus.Unhealthy, "no browser"));
        _clock.Passed = TimeSpan.FromMinutes(1);

        LookTwice();
        Tables.ShouldBe(1);
        _output.ToString().ShouldContain("shop       starting  no browser");

        AllHealthy();
        Tables.ShouldBe(2);
    }

    [Fact]
    public void Look_ReasonWithControls_PrintsNone()
    {
        AllHealthy();
        _table.See("shop", Snapshot("Running", HealthStatus.Unhealthy, "bad\e[2Jnews\a"));

        LookTwice();

        _output.ToString().ShouldContain("bad[2Jnews");
    }

    [Theory]
    [InlineData(0, "Waiting", null)]
    [InlineData(1, "Running", HealthStatus.Unhealthy)]
    [InlineData(2, "Running", HealthStatus.Healthy)]
    [InlineData(3, "Running", HealthStatus.Unhealthy)]
    [InlineData(4, "FailedToStart", null)]
    [InlineData(5, "Exited", null)]
    public async Task Snapshot_OfEachState_IsAsAspireTellsIt(int state, string text, HealthStatus? health)
    {
        using var model = new TestModel();
        var status = await ResourceStatus.OfAsync(model.Add("shop").Resource, TestContext.Current.CancellationToken);
        (status.State, status.Detail) = ((ResourceState)state, "why");

        var snapshot = status.Snapshot();

        snapshot.State!.Text.ShouldBe(text);
        snapshot.HealthStatus.ShouldBe(health);
        snapshot.HealthReports.Single().Description.ShouldBe("why");
    }

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
