using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class MaintenanceApiTests : WithGateway
{
    [Fact]
    public async Task Get_AtFirst_IsOffAtVersionZero()
    {
        var state = await Gateway.StateAsync();

        state.GetProperty("active").GetBoolean().ShouldBeFalse();
        state.GetProperty("mode").GetString().ShouldBe("off");
        state.GetProperty("version").GetInt64().ShouldBe(0);
        state.GetProperty("until").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Put_Everything_IsShownAsGiven()
    {
        var until = DateTimeOffset.UtcNow.AddHours(1);
        var put = await Gateway.PutAsync(new { mode = "on", reason = "db", until, scope = new { paths = new[] { "/checkout" } } });

        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        put.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var state = await Gateway.StateAsync();
        state.GetProperty("active").GetBoolean().ShouldBeTrue();
        state.GetProperty("reason").GetString().ShouldBe("db");
        state.GetProperty("actor").GetString().ShouldBe("user:anna");
        state.GetProperty("until").GetDateTimeOffset().ShouldBe(until);
        state.GetProperty("scope").GetProperty("paths")[0].GetString().ShouldBe("/checkout");
        state.GetProperty("scope").GetProperty("hosts").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("\"0\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"x\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("0", HttpStatusCode.BadRequest)]
    public async Task Put_IfMatch_OnlyTheCurrentVersion(string ifMatch, HttpStatusCode expected)
    {
        var answer = await Gateway.PutAsync(new { mode = "on", reason = "" }, ifMatch: ifMatch);

        answer.StatusCode.ShouldBe(expected);
        (await Gateway.StateAsync()).GetProperty("version").GetInt64().ShouldBe(expected == HttpStatusCode.OK ? 1 : 0);
    }

    [Theory]
    [InlineData("""{"mode":"on","reason":"x","colour":"red"}""", "colour")]
    [InlineData("""{"mode":"on","reason":"x","scope":{"host":[]}}""", "host")]
    [InlineData("""{"mode":"scheduled","reason":"x"}""", "mode: expected on, off or automatic.")]
    [InlineData("""{"mode":"ON","reason":"x"}""", "mode: expected on, off or automatic.")]
    [InlineData("""{"mode":"automatic","reason":"x","until":"2999-01-01T00:00:00Z"}""", "only with mode on")]
    [InlineData("""{"mode":"on","reason":"x","allow":["10.0.0.1/8"]}""", "allow: '10.0.0.1/8'")]
    [InlineData("""{"mode":null,"reason":null}""", "reason: expected")]
    [InlineData("""{"mode":"on"}""", "reason")]
    [InlineData("""{"reason":"x"}""", "mode")]
    [InlineData("""{"mode":"on","mode":"off","reason":"x"}""", "mode")]
    [InlineData("""{"mode":"on","reason":"x","until":"2020-01-01T00:00:00Z"}""", "until: expected a time in the future")]
    [InlineData("""{"mode":"off","reason":"x","until":"2999-01-01T00:00:00Z"}""", "only with mode on")]
    [InlineData("""{"mode":"on","reason":"x","until":"tomorrow"}""", "until")]
    [InlineData("""{"mode":"on","reason":"x","scope":{"paths":[null]}}""", "scope.paths")]
    [InlineData("null", "Expected an object")]
    [InlineData("[", "Expected mode")]
    [InlineData("", "Expected mode")]
    public async Task Put_BadBody_IsRefusedAndNamed(string body, string expected)
    {
        var answer = await PutRawAsync(body, "user:anna");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await DetailAsync(answer)).ShouldContain(expected);
        (await Gateway.StateAsync()).GetProperty("version").GetInt64().ShouldBe(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("anna")]
    [InlineData("user:")]
    [InlineData("robot:7")]
    [InlineData("user:a b")]
    public async Task Put_BadActor_IsRefused(string? actor)
    {
        var answer = await PutRawAsync("""{"mode":"on","reason":"x"}""", actor);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DetailAsync(answer)).ShouldContain("Synops-Actor: expected user:NAME");
    }

    [Fact]
    public async Task Put_AutomationAgainstAPersonsOn_Is409()
    {
        await Gateway.SwitchAsync("on");

        (await Gateway.PutAsync(new { mode = "off", reason = "over" }, "drill:7")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await Gateway.StateAsync()).GetProperty("active").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Put_NotJson_Is415_TooLarge_Is413()
    {
        (await PutRawAsync("mode=on", "user:anna", "text/plain")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await PutRawAsync(new string(' ', 16 * 1024) + "{}", "user:anna")).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer")]
    [InlineData("Basic " + RunningGateway.OperatorKey)]
    public async Task Any_WithoutTheKey_Is401(string? authorization)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put })
        {
            using var request = new HttpRequestMessage(method, Names.Routes.Maintenance);
            using var client = new HttpClient { BaseAddress = Gateway.Admin.BaseAddress };
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            var answer = await client.SendAsync(request, RunningGateway.Token);

            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task Listeners_AreApart()
    {
        (await (await Gateway.GetAsync(Names.Routes.Maintenance)).Content.ReadAsStringAsync(RunningGateway.Token)).ShouldStartWith("shop ");
        (await Gateway.Admin.GetAsync("/", RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Gateway.Admin.GetAsync("/health", RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> PutRawAsync(string body, string? actor, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Maintenance)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        };
        if (actor is not null)
        {
            request.Headers.TryAddWithoutValidation(Names.Headers.Actor, actor);
        }

        return await Gateway.Admin.SendAsync(request, RunningGateway.Token);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(RunningGateway.Token)).RootElement.GetProperty("detail").GetString()!;
}
