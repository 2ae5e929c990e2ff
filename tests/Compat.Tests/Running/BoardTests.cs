using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Compat.Tests.Running;

public sealed class BoardTests : IDisposable
{
    private readonly RecordedOutput _output = new();
    private readonly Board _board;

    public BoardTests() => _board = new Board(
        [
            new ResourceStatus("collector", [new ResourceUrlAnnotation("http://127.0.0.1:5100", "Dashboard")]),
            new ResourceStatus("shop", [new ResourceUrlAnnotation("http://127.0.0.1:5090", "Shop")]),
        ],
        new LogWriter(_output, false, ["collector", "shop"]),
        TimeProvider.System);

    public void Dispose() => _output.Dispose();

    private int Tables => _output.Lines.Count(line => line.Contains("resource   state", StringComparison.Ordinal));

    private void AllHealthy()
    {
        _board.Set("collector", ResourceState.Healthy);
        _board.Set("shop", ResourceState.Healthy);
    }

    [Fact]
    public void Set_AllHealthy_PrintsTheTableOnce()
    {
        _board.Set("collector", ResourceState.Healthy);
        Tables.ShouldBe(0);

        _board.Set("shop", ResourceState.Healthy);
        AllHealthy();

        Tables.ShouldBe(1);
        _output.Text.ShouldContain("All 2 resources are healthy");
        _output.Text.ShouldContain("collector  healthy  Dashboard  http://127.0.0.1:5100");
    }

    [Fact]
    public void Set_Worse_PrintsTheTableAgainWithTheReason()
    {
        AllHealthy();

        _board.Set("shop", ResourceState.Unhealthy, "it answers 503");

        Tables.ShouldBe(2);
        _output.Text.ShouldContain("unhealthy  it answers 503");
    }

    [Fact]
    public void Set_Better_SaysSoWithoutATable()
    {
        AllHealthy();
        _board.Set("shop", ResourceState.Unhealthy, "it answers 503");

        _board.Set("shop", ResourceState.Healthy);

        Tables.ShouldBe(2);
        _output.Lines[^1].ShouldEndWith("shop is healthy");
    }

    [Theory]
    [InlineData("collector", "Dashboard: http://127.0.0.1:5100/login?token=abc", true)]
    [InlineData("collector", "Dashboard: http://localhost:5100/login?token=abc", true)]
    [InlineData("collector", "Dashboard: http://127.0.0.1:5101/login?token=abc", false)]
    [InlineData("collector", "Dashboard: http://evil.example:5100/login?token=abc", false)]
    [InlineData("collector", "Dashboard: https://127.0.0.1:5100/login?token=abc", false)]
    [InlineData("collector", "Other: http://127.0.0.1:5100/login?token=abc", false)]
    [InlineData("collector", "GET Dashboard: http://127.0.0.1:5100/login?token=abc", false)]
    [InlineData("shop", "Dashboard: http://127.0.0.1:5100/login?token=abc", false)]
    public void ReadLine_LoginLink_ReplacesTheLinkOfThatNameAndPortOnly(string resource, string line, bool taken)
    {
        _board.ReadLine(resource, line);

        AllHealthy();

        _output.Text.Contains("login?token=abc", StringComparison.Ordinal).ShouldBe(taken);
    }
}
