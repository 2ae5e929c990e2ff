using System.Net;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Gateway.Tests.Recognition;

public sealed class ProbeRecognitionTests() : WithGateway(fakeClock: true)
{
    private const string Run = "4bf92f3577b34da6a3ce929d0e0e4736";

    private string Host => Gateway.Customer.BaseAddress!.Authority;

    [Fact]
    public async Task ValidProbe_OffThenOn_PassesAndIsTold()
    {
        var before = await ProbeAsync("/", Header());
        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        before.Headers.GetValues(Names.Headers.Maintenance).ShouldBe(["off"]);

        await Gateway.SwitchAsync("on");

        var after = await ProbeAsync("/", Header());
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.Headers.GetValues(Names.Headers.Maintenance).ShouldBe(["on"]);
        Shop.Seen.Last()[Names.Headers.SyntheticProbe].ShouldBe(Header());
    }

    [Theory]
    [InlineData("/_faults", HttpStatusCode.NotFound)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task ValidProbe_AnyAnswer_CarriesTheState(string path, HttpStatusCode expected)
    {
        var answer = await ProbeAsync(path, Header());

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.GetValues(Names.Headers.Maintenance).ShouldBe(["off"]);
    }

    [Theory]
    [InlineData("localhost", "localhost:80", true)]
    [InlineData("localhost", "localhost:443", true)]
    [InlineData("LOCALHOST", "localhost:443", true)]
    [InlineData("localhost", "localhost:8080", false)]
    [InlineData("localhost:8080", "localhost:8080", true)]
    [InlineData("shop.example:8080", "localhost:8080", false)]
    public async Task Host_AsTheClientAsked_IsPartOfTheSignature(string host, string signed, bool valid)
    {
        await Gateway.SwitchAsync("on");

        var answer = await Gateway.GetAsync("/", ("Host", host), (Names.Headers.SyntheticProbe, Header(host: signed)));

        (answer.StatusCode == HttpStatusCode.OK).ShouldBe(valid);
    }

    [Fact]
    public async Task ForgedProbe_GetsWhatCustomersGet()
    {
        await Gateway.SwitchAsync("on");
        var good = Header();
        var forgeries = new List<string>
        {
            "",
            "x",
            good + ",v1=" + new string('0', 64),
            Header(key: "AnotherKeyOfTheTests0123456789ab"),
            Header(at: TimeSpan.FromSeconds(-301)),
            Header(at: TimeSpan.FromSeconds(301)),
            Header(host: "localhost:1"),
            good.Replace("t=", "t=+", StringComparison.Ordinal),
            good.Replace("v1=", "v0=", StringComparison.Ordinal),
            good.ToUpperInvariant(),
        };
        forgeries.AddRange(Enumerable.Range(0, good.Length).Select(i => good[..i] + (char)(good[i] ^ 1) + good[(i + 1)..]));

        foreach (var forgery in forgeries)
        {
            var answer = await ProbeAsync("/", forgery);

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, forgery);
            answer.Headers.Contains(Names.Headers.Maintenance).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task ProbeAtTheEdgeOfTime_Passes(int seconds)
    {
        await Gateway.SwitchAsync("on");

        (await ProbeAsync("/", Header(at: TimeSpan.FromSeconds(seconds)))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TwoProbeHeaders_AreNoProbe()
    {
        await Gateway.SwitchAsync("on");

        var answer = await Gateway.GetAsync("/", (Names.Headers.SyntheticProbe, Header()), (Names.Headers.SyntheticProbe, Header()));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private Task<HttpResponseMessage> ProbeAsync(string path, string header) => Gateway.GetAsync(path, (Names.Headers.SyntheticProbe, header));

    private string Header(string key = RunningGateway.ProbeKey, TimeSpan at = default, string? host = null) =>
        ProbeSignature.Create(key, Run, host ?? Host, Clock.GetUtcNow() + at);
}
