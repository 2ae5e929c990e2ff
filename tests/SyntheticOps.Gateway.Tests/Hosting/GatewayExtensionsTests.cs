using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Tests.Hosting;

public sealed class GatewayExtensionsTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Start_NoKeyOnAnOpenBind_IsRefused()
    {
        var refusal = Should.Throw<StartupException>(() => RunningGateway.Build(
            _data.Path, new LogSink(), null, "SYNOPS_OPERATOR_KEY=", "Kestrel:Endpoints:http:Url=http://0.0.0.0:0"));

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain("SYNOPS_OPERATOR_KEY");
    }

    [Fact]
    public async Task Start_NoKeyOnLoopback_MakesOne()
    {
        await using var app = RunningGateway.Build(_data.Path, new LogSink(), null, "SYNOPS_OPERATOR_KEY=");

        new FileInfo(Path.Combine(_data.Path, "keys", "synops_operator_key")).Length.ShouldBe(43);
    }

    [Fact]
    public async Task Start_SecondOnTheSameFolder_Exits3()
    {
        await using var first = await RunningGateway.StartAsync(_data, "http://127.0.0.1:1");

        Should.Throw<StartupException>(() => RunningGateway.Build(_data.Path, new LogSink(), null)).ExitCode.ShouldBe(3);
    }
}
