using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Parfumerie.Faults;

namespace Parfumerie.Tests.Faults;

public sealed class FaultBoardTests : IDisposable
{
    private readonly FaultClock _clock = new();
    private readonly Keyed _kind = new();
    private readonly FaultBoard _board;

    public FaultBoardTests() => _board = new FaultBoard([_kind], _clock, NullLogger<FaultBoard>.Instance);

    public void Dispose() => _board.Dispose();

    [Fact]
    public async Task SwitchOn_TimeIsUp_EndsByItself()
    {
        var fault = await OnAsync("a", TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        _board.Active.ShouldBe([fault]);

        _clock.Advance(TimeSpan.FromTicks(1));

        _board.Active.ShouldBeEmpty();
        _kind.Calls.ShouldBe(["start a", "stop a"]);
        fault.Ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task SwitchOn_SameKey_Replaces_OtherKey_Joins()
    {
        await OnAsync("a", TimeSpan.FromMinutes(1));
        await OnAsync("b", TimeSpan.FromMinutes(1));
        await OnAsync("A", TimeSpan.FromMinutes(5));

        _kind.Calls.ShouldBe(["start a", "start b", "stop a", "start A"]);
        _board.Active.Select(fault => fault.Key).ShouldBe(["b", "A"]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _board.Active.Select(fault => fault.Key).ShouldBe(["A"]);
    }

    [Fact]
    public async Task SwitchOn_CannotStart_IsNotOn()
    {
        _kind.Refuses = true;

        await Should.ThrowAsync<FaultRefusedException>(() => OnAsync("a", TimeSpan.FromMinutes(1)));

        _board.Active.ShouldBeEmpty();
    }

    [Fact]
    public async Task TimeIsUp_RepairFails_IsTriedAgain()
    {
        await OnAsync("a", TimeSpan.FromMinutes(1));
        _kind.Breaks = true;
        _clock.Advance(TimeSpan.FromMinutes(1));
        _board.Active.Length.ShouldBe(1);

        _kind.Breaks = false;
        _clock.Advance(TimeSpan.FromSeconds(5));

        _board.Active.ShouldBeEmpty();
    }

    [Fact]
    public async Task SwitchOff_All_LeavesNothing()
    {
        await OnAsync("a", TimeSpan.FromMinutes(1));
        await OnAsync("b", TimeSpan.FromMinutes(1));

        await _board.SwitchOffAsync(null, BrokenShop.Token);
        await _board.SwitchOffAsync("keyed", BrokenShop.Token);

        _board.Active.ShouldBeEmpty();
        _kind.Calls.Count(call => call.StartsWith("stop", StringComparison.Ordinal)).ShouldBe(2);
    }

    private Task<ActiveFault> OnAsync(string key, TimeSpan duration) =>
        _board.SwitchOnAsync(_kind, FaultParams.Read(_kind, new JsonObject { ["key"] = JsonNode.Parse($"\"{key}\"") }), duration, BrokenShop.Token);

    private sealed class Keyed : IFault
    {
        public List<string> Calls { get; } = [];

        public bool Refuses { get; set; }

        public bool Breaks { get; set; }

        public string Name => "keyed";

        public IReadOnlyList<FaultField> Fields { get; } = [new("key", FaultFieldKind.Text)];

        public string KeyOf(FaultParams parameters) => parameters.Text("key") ?? "";

        public Task StartAsync(ActiveFault fault, CancellationToken token)
        {
            Calls.Add("start " + fault.Key);
            return Refuses ? throw new FaultRefusedException("no") : Task.CompletedTask;
        }

        public Task StopAsync(ActiveFault fault, CancellationToken token)
        {
            Calls.Add("stop " + fault.Key);
            return Breaks ? throw new IOException("disk") : Task.CompletedTask;
        }
    }
}
