using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Data;

/// <summary>The same rules over a JSON API.</summary>
public sealed class JsonDataCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("count: {table: products, path: $.products, falls-more-than: 5%}", null)]
    [InlineData("duplicates: {table: products, path: $.products, columns: sku}", "data-duplicates")]
    [InlineData("duplicates: {table: products, path: $.products, columns: [sku, size]}", null)]
    [InlineData("duplicates: {table: products, path: $.products, columns: sku, at-most: 1}", null)]
    [InlineData("newest: {table: products, path: $.products, column: at, older-than: 10d}", null)]
    [InlineData("newest: {table: products, path: $.products, column: at, older-than: 1h}", "data-stale")]
    [InlineData("newest: {table: none, path: $.none, column: at, older-than: 1h}", "data-missing")]
    [InlineData("images: {path: $.products, column: image}", "images-missing")]
    public async Task Rule_OverAList_IsJudged(string rule, string? code)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("O", CultureInfo.InvariantCulture);
        var body = $$"""
            {"none": [], "products": [{"sku": "a", "size": 1, "at": "{{at}}", "image": "/i/1.png"}, {"sku": "a", "size": 2, "at": "2020-01-01", "image": "/i/2.png"},
             {"sku": null, "size": 3}, {"size": 4}, 5]}
            """;
        var result = await CheckAsync(body, rule);

        result.Findings.Select(finding => finding.Code).ShouldBe(code is null ? [] : [code], result.Message);
        result.Outcome.ShouldBe(code is null ? Outcome.Up : Outcome.Down);
    }

    [Fact]
    public async Task Count_Falls_AgainstTheBaseline()
    {
        const string Rule = "count: {table: products, falls-more-than: 10%}";
        (await CheckAsync("[1, 2, 3]", Rule)).Outcome.ShouldBe(Outcome.Up);

        (await CheckAsync("[1, 2]", Rule)).Findings.ShouldHaveSingleItem().Args.ShouldBe(["2", "3"]);
        (await CheckAsync("[1]", Rule, range: "0-0/30")).Outcome.ShouldBe(Outcome.Up, "the answer is a part of 30");
    }

    [Theory]
    [InlineData("{}", 200, "cannot_verify")]
    [InlineData("{\"a\": 5}", 200, "cannot_verify")]
    [InlineData("<html>", 200, "cannot_verify")]
    [InlineData("[]", 401, "cannot_verify")]
    [InlineData("[]", 500, "source_unreachable")]
    public async Task Source_NoUsableAnswer_IsUnknown(string body, int status, string reason) =>
        (await CheckAsync(body, "count: {table: a, path: $.a, falls-more-than: 5%}", status)).Reason.ShouldBe(reason);

    [Fact]
    public async Task Source_ForbiddenAddress_IsNotAsked() => (await Probe.CheckAsync(
        Type(), Probe.SiteOf(new Uri("http://127.0.0.1:1")), Yaml("http://169.254.169.254/", "count: {table: a, falls-more-than: 5%}"))).Reason.ShouldBe("blocked_by_policy");

    [Theory]
    [InlineData("count: {table: a, sql: select 1, falls-more-than: 5%}", "a json source has no sql")]
    [InlineData("count: {table: a, path: a.b, falls-more-than: 5%}", "is not a path")]
    [InlineData("orphans: {sql: select 1}", "a json source has no sql")]
    [InlineData("connections: {at-most: 80%}", "connections needs a postgres source")]
    [InlineData("slow-queries: {mean-over: 1s}", "slow-queries needs a postgres source")]
    [InlineData("restore-test: {into: Host=x}", "restore-test needs a postgres source")]
    public void Create_Mistake_IsReported(string rule, string said) =>
        Probe.Mistakes(Type(), Yaml("/a", rule)).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("{json: /a, sqlite: b}", "a source is")]
    [InlineData("{sqlite: a, headers: {A: b}}", "'headers' are sent to a json source only")]
    [InlineData("{json: a}", "is not an absolute http or https URL")]
    [InlineData("{json: /a, headers: {Host: b}}", "is not the name of a header that may be set here")]
    [InlineData("{json: /a, headers: {'A B': c}}", "is not the name of a header that may be set here")]
    [InlineData("{json: /a, headers: {A: \"b\\r\\nC: d\"}}", "printable ASCII only")]
    public void Create_SourceMistake_IsReported(string source, string said) =>
        Probe.Mistakes(Type(), $"{{data: {{source: {source}, count: {{table: a, falls-more-than: 5%}}}}}}").ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static DataCheckType Type() => new(Probe.NewTransport(), TimeProvider.System);

    private string Yaml(string url, string rule) => $"{{data: {{source: {{json: '{url}', headers: {{apikey: k}}}}, baseline: '{_folder.FullName}/counts.json', {rule}}}}}";

    private async Task<CheckResult> CheckAsync(string body, string rule, int status = 200, string? range = null)
    {
        await using var server = await KestrelServer.StartAsync(app =>
        {
            app.MapGet("/list", (HttpContext context) =>
            {
                context.Request.Headers["apikey"].ToString().ShouldBe("k");
                context.Response.Headers.ContentRange = range;
                return Results.Text(body, "application/json", null, status);
            });
            app.MapGet("/i/1.png", () => Results.Bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"));
        });
        return await Probe.CheckAsync(Type(), Probe.SiteOf(server.Url), Yaml("/list", rule));
    }
}
