using System.Text.Json.Nodes;
using Parfumerie.Faults;
using Parfumerie.Faults.Kinds;

namespace Parfumerie.Tests.Faults;

public sealed class FaultParamsTests
{
    private static readonly DelayFault Delay = new(TimeProvider.System);

    [Fact]
    public void Read_LeftOut_TakesTheDefaults()
    {
        var parameters = FaultParams.Read(Delay, JsonNode.Parse("""{"ms": 4000}""")!.AsObject());

        parameters.Number("ms").ShouldBe(4000);
        parameters.Number("jitterMs").ShouldBe(0);
        parameters.Flag("documentsOnly").ShouldBeTrue();
        parameters.Text("route").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{}""", "params.ms: missing; expected a whole number from 1 to 120000.")]
    [InlineData("""{"ms": 0}""", "params.ms: expected a whole number from 1 to 120000.")]
    [InlineData("""{"ms": 1.5}""", "params.ms: expected a whole number from 1 to 120000.")]
    [InlineData("""{"ms": "4000"}""", "params.ms: expected a whole number from 1 to 120000.")]
    [InlineData("""{"ms": [1]}""", "params.ms: expected a whole number from 1 to 120000.")]
    [InlineData("""{"ms": 1, "route": "panier"}""", "params.route: expected a path that starts with /.")]
    [InlineData("""{"ms": 1, "documentsOnly": "yes"}""", "params.documentsOnly: expected true or false.")]
    [InlineData("""{"ms": 1, "speed": 2}""", "params.speed: not a parameter of delay; expected ms, route, jitterMs, documentsOnly.")]
    [InlineData("""{"ms": 0, "speed": 2}""", "params.ms: expected a whole number from 1 to 120000. params.speed: not a parameter of delay; expected ms, route, jitterMs, documentsOnly.")]
    public void Read_Bad_NamesEveryMistake(string json, string expected) =>
        Should.Throw<FaultRefusedException>(() => FaultParams.Read(Delay, JsonNode.Parse(json)!.AsObject())).Message.ShouldBe(expected);

    [Theory]
    [InlineData("""{"name": "Set-Cookie"}""")]
    [InlineData("""{"name": "X Y"}""")]
    [InlineData("""{"name": "X-Y", "value": "a\r\nb"}""")]
    [InlineData("""{"name": "Content-Length"}""")]
    public void Read_HeaderThatCannotBe_IsRefused(string json) =>
        Should.Throw<FaultRefusedException>(() => FaultParams.Read(new HeaderFault(), JsonNode.Parse(json)!.AsObject()));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"url": "/x.js", "inline": "1"}""")]
    [InlineData("""{"url": "javascript:1"}""")]
    public void Read_ScriptNeitherNor_IsRefused(string json) =>
        Should.Throw<FaultRefusedException>(() => FaultParams.Read(new ScriptFault(), JsonNode.Parse(json)!.AsObject()));
}
