using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checker.Stripe;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Stripe;

public sealed class StripeCheckTests
{
    private const string Key = "rk_test_0123456789";

    [Theory]
    [InlineData("", Outcome.Up)]
    [InlineData("10 30 50", Outcome.Up)]
    [InlineData("10 90", Outcome.Down)]
    [InlineData("90 259300", Outcome.Down)]
    [InlineData("259300", Outcome.Up)]
    public async Task Run_EventsOfSuchAges_AreJudgedByGraceAndLookBack(string ages, Outcome expected)
    {
        await using var stripe = await ServeAsync(EventsOf(ages));

        var result = await CheckAsync(stripe);

        result.Outcome.ShouldBe(expected, result.Message);
        if (expected == Outcome.Down)
        {
            result.Reason.ShouldBe("undelivered");
            var finding = result.Findings.ShouldHaveSingleItem();
            finding.Code.ShouldBe("undelivered-events");
            finding.Subject.ShouldBe("payment_intent.succeeded");
            finding.Args[0].ShouldBe("1");
        }
    }

    [Fact]
    public async Task Run_SeveralPages_CountsThemAllByType()
    {
        var events = Enumerable.Range(0, 250).Select(i => (Id: $"evt_{i}", Type: i % 5 == 0 ? "charge.refunded" : "payment_intent.succeeded", Age: 100 + i)).ToList();
        await using var stripe = await ServeAsync(events);

        var result = await CheckAsync(stripe);

        result.Findings.Select(finding => (finding.Subject, finding.Args[0])).ShouldBe([("payment_intent.succeeded", "200"), ("charge.refunded", "50")]);
        result.Message!.ShouldStartWith("Stripe could not deliver 250 events;");
        (await CheckAsync(stripe, "undelivered-at-most: 250")).Outcome.ShouldBe(Outcome.Up);
    }

    [Fact]
    public async Task Run_PagesWithoutEnd_StopsAndSaysMore()
    {
        await using var stripe = await ServeAsync([.. Enumerable.Range(0, 1500).Select(i => ($"evt_{i}", "a.b", 100))]);

        (await CheckAsync(stripe)).Message!.ShouldStartWith("Stripe could not deliver 1000 or more events;");
    }

    [Fact]
    public async Task Run_Types_AreAskedFor()
    {
        var asked = "";
        await using var stripe = await KestrelServer.StartAsync(app => app.MapGet("/v1/events", (HttpContext context) =>
        {
            asked = context.Request.QueryString.ToString();
            return Results.Json(new { data = Array.Empty<object>() });
        }));

        (await CheckAsync(stripe, "types: [charge.refunded, payment_intent.*]")).Outcome.ShouldBe(Outcome.Up);

        asked.ShouldContain("delivery_success=false");
        asked.ShouldContain("types[]=charge.refunded&types[]=payment_intent.%2A");
    }

    [Theory]
    [InlineData(500, "{}", "source_unreachable")]
    [InlineData(503, "", "source_unreachable")]
    [InlineData(401, "{}", "cannot_verify")]
    [InlineData(403, "{}", "cannot_verify")]
    [InlineData(200, "no json", "source_unreachable")]
    [InlineData(200, "[]", "source_unreachable")]
    [InlineData(200, """{"data": [{"id": 5}]}""", "source_unreachable")]
    [InlineData(200, """{"data": [{"id": "a", "type": "b", "created": 99999999999999}]}""", "source_unreachable")]
    public async Task Run_NoList_IsUnknownNeverDown(int status, string body, string reason)
    {
        await using var stripe = await KestrelServer.StartAsync(app => app.MapGet("/v1/events", () => Results.Text(body, "application/json", statusCode: status)));

        var result = await CheckAsync(stripe);

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe(reason);
        result.Message!.ShouldNotContain(Key);
    }

    [Fact]
    public async Task Run_NobodyListens_IsUnknown()
    {
        using var closed = new ClosedPort();

        var result = await Probe.CheckAsync(Type(), Probe.SiteOf(closed.Url), Yaml(closed.Url, ""));

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe("source_unreachable");
    }

    [Theory]
    [InlineData("{stripe: {}}", "'key' is missing")]
    [InlineData("{stripe: {key: 'a b'}}", "a key of Stripe is expected")]
    [InlineData("{stripe: {key: ''}}", "a key of Stripe is expected")]
    [InlineData("{stripe: {key: a, undelivered-at-most: -1}}", "from 0 to 1000")]
    [InlineData("{stripe: {key: a, grace: 2h, look-back: 1h}}", "grace is not shorter")]
    [InlineData("{stripe: {key: a, types: ['a&b=c']}}", "an event type is expected")]
    [InlineData("{stripe: {key: a, zzz: 1}}", "known here")]
    public void Create_Mistake_IsReported(string yaml, string said) => Probe.Mistakes(Type(), yaml).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static StripeCheckType Type() => new(Probe.NewTransport(), TimeProvider.System);

    private static string Yaml(Uri api, string more) => $"{{stripe: {{api: '{api}', key: {Key}{(more.Length > 0 ? ", " : "")}{more}}}}}";

    private static Task<CheckResult> CheckAsync(KestrelServer stripe, string more = "") =>
        Probe.CheckAsync(Type(), Probe.SiteOf(stripe.Url), Yaml(stripe.Url, more));

    private static List<(string Id, string Type, int Age)> EventsOf(string ages) => [.. ages
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((age, index) => ($"evt_{index}", "payment_intent.succeeded", int.Parse(age, CultureInfo.InvariantCulture)))];

    /// <summary>Pages by starting_after as Stripe does; without the key it says nothing.</summary>
    private static Task<KestrelServer> ServeAsync(List<(string Id, string Type, int Age)> events) => KestrelServer.StartAsync(app => app.MapGet(
        "/v1/events",
        (HttpContext context, int limit, string? starting_after) =>
        {
            if (context.Request.Headers.Authorization != "Bearer " + Key || context.Request.Query["delivery_success"] != "false")
            {
                return Results.StatusCode(401);
            }

            var left = events.Skip(starting_after is null ? 0 : events.FindIndex(listed => listed.Id == starting_after) + 1).ToList();
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            return Results.Json(new
            {
                has_more = left.Count > limit,
                data = left.Take(limit).Select(listed => new { id = listed.Id, type = listed.Type, created = now - listed.Age }),
            });
        }));
}
