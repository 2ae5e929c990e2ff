using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Drills;
using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Connection;

public sealed class ApiClientTests
{
    private const string Problem = """{"type": "about:blank", "title": "Bad", "detail": "site is one of parfumerie."}""";

    [Theory]
    [InlineData(400, Problem, 2, "site is one of parfumerie.")]
    [InlineData(401, "", 2, "SYNOPS_OPERATOR_KEY")]
    [InlineData(403, Problem, 2, "site is one of parfumerie.")]
    [InlineData(404, "<html>not here</html>", 2, "itself?")]
    [InlineData(409, Problem, 4, "site is one of parfumerie.")]
    [InlineData(302, "", 4, "no reason given")]
    [InlineData(500, "oops\e[31m\r\n::error::x", 4, "oops [31m  ::error::x")]
    [InlineData(503, """["a"]""", 4, """["a"]""")]
    [InlineData(200, "garbage", 4, "something unexpected")]
    [InlineData(200, "null", 4, "something unexpected")]
    [InlineData(200, "{}", 4, "something unexpected")]
    public async Task GetAsync_AnswerThatIsNoIncident_SaysWhatAndWhoCanMendIt(int status, string body, int exit, string says)
    {
        await using var site = await TestSite.StartAsync(status, body, "application/problem+json; charset=nonsense");

        var refusal = await AskAsync(site.Url);

        refusal.ExitCode.ShouldBe(exit);
        refusal.Message.ShouldContain(says);
        refusal.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task GetAsync_NobodyListens_NamesTheAddress()
    {
        var address = TestSite.Closed;

        var refusal = await AskAsync(address);

        refusal.ExitCode.ShouldBe(4);
        refusal.Message.ShouldStartWith($"The collector at {address} does not answer:");
    }

    [Fact]
    public async Task GetAsync_NoAnswerInTime_IsNotTakenForAnInterruption()
    {
        await using var site = await TestSite.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var refusal = await AskAsync(site.Url, TimeSpan.FromMilliseconds(300));

        refusal.Message.ShouldContain("did not answer within");
    }

    [Fact]
    public async Task WatchAsync_NothingChanged_AnswersNothingAndKeepsTheTag()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"1\"" ? 304 : 500;
            return Task.CompletedTask;
        });
        using var client = New(site.Url);

        var answer = await client.WatchAsync<IncidentList>("/x", "\"1\"", TestContext.Current.CancellationToken);

        answer.ShouldBe(new Watched<IncidentList>(null, "\"1\""));
    }

    private static ApiClient New(Uri address, TimeSpan? timeout = null) => new("collector", address, FakeSystem.Key, "user:test", timeout);

    private static async Task<CliException> AskAsync(Uri address, TimeSpan? timeout = null)
    {
        using var client = New(address, timeout);
        return await Should.ThrowAsync<CliException>(() => client.GetAsync<IncidentAnswer>("/api/v1/incidents/INC-1", TestContext.Current.CancellationToken));
    }
}
