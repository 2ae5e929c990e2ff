using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class SqliteDataCheckTests : IDisposable
{
    private const string Count = "count: {table: products, falls-more-than: 5%}";
    private const string Orphans = "orphans: {name: order_lines, sql: 'select count(*) from order_lines l left join orders o on o.id = l.order_id where o.id is null'}";

    private readonly ShopFile _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Count_FallsAndComesBack_IsDownMeanwhile()
    {
        (await CheckAsync(Count)).Outcome.ShouldBe(Outcome.Up);
        _shop.Run("DELETE FROM products WHERE slug = '1'");
        (await CheckAsync(Count)).Outcome.ShouldBe(Outcome.Up, "5 % of 20");

        _shop.Run("DELETE FROM products WHERE slug = '2'");
        var fallen = await CheckAsync(Count);
        fallen.Outcome.ShouldBe(Outcome.Down, "the baseline does not sink with small falls");
        fallen.Reason.ShouldBe("data_missing");
        var finding = fallen.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Subject, finding.Severity).ShouldBe(("data-missing", "products", Severity.Error));
        finding.Args.ShouldBe(["18", "20"]);

        _shop.Run("INSERT INTO products SELECT 'n' || slug, image FROM products LIMIT 10");
        (await CheckAsync(Count)).Outcome.ShouldBe(Outcome.Up);
        _shop.Run("DELETE FROM products WHERE slug LIKE 'n%'");
        (await CheckAsync(Count)).Findings.Single().Args.ShouldBe(["18", "28"]);
    }

    [Fact]
    public async Task Count_TableIsGone_IsMissingDataOnceItWasCounted()
    {
        (await CheckAsync("count: {table: nothing, falls-more-than: 5%}")).Reason.ShouldBe("source_unreachable");
        await CheckAsync(Count);

        _shop.Run("DROP TABLE products");

        (await CheckAsync(Count)).Findings.ShouldHaveSingleItem().Text.ShouldBe("The table products is gone; it had 20 rows.");
    }

    [Fact]
    public async Task Orphans_RowWithoutItsOrder_IsFound()
    {
        _shop.Run("INSERT INTO orders VALUES ('a', 1); INSERT INTO order_lines VALUES ('a')");
        (await CheckAsync(Orphans)).Outcome.ShouldBe(Outcome.Up);

        _shop.Run("DELETE FROM orders");

        var result = await CheckAsync(Orphans);
        result.Reason.ShouldBe("assertion_failed");
        result.Findings.ShouldHaveSingleItem().Code.ShouldBe("data-orphans");
    }

    [Fact]
    public async Task Newest_NoneOldAndFresh_AreToldApart()
    {
        const string Newest = "newest: {table: orders, column: created_at, older-than: 6h}";
        (await CheckAsync(Newest)).Findings.Single().Code.ShouldBe("data-missing");

        _shop.Run($"INSERT INTO orders VALUES ('a', {DateTimeOffset.UtcNow.AddHours(-7).ToUnixTimeMilliseconds()})");
        (await CheckAsync(Newest)).Findings.Single().Code.ShouldBe("data-stale");

        _shop.Run($"INSERT INTO orders VALUES ('b', {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()})");
        (await CheckAsync(Newest)).Outcome.ShouldBe(Outcome.Up);
    }

    [Theory]
    [InlineData("ok", null, Outcome.Up)]
    [InlineData("404", "images-missing", Outcome.Down)]
    [InlineData("html", "images-missing", Outcome.Down)]
    [InlineData("503", "images-unreachable", Outcome.Degraded)]
    public async Task Images_OneIsNotThere_IsFound(string third, string? code, Outcome outcome)
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/images/{name}", (string name) => (name, third) switch
        {
            ("3.svg", "404") => Results.NotFound(),
            ("3.svg", "503") => Results.StatusCode(503),
            ("3.svg", "html") => Results.Text("<p>Not found", "text/html"),
            _ => Results.Text("<svg/>", "image/svg+xml"),
        }));

        var result = await CheckAsync("images: {sql: select image from products}", server.Url);

        result.Outcome.ShouldBe(outcome);
        result.Findings.Select(finding => finding.Code).ShouldBe(code is null ? [] : [code]);
        if (code is not null)
        {
            result.Findings[0].Subject.ShouldBe("images");
            result.Findings[0].Args.Take(2).ShouldBe(["1", "20"]);
            result.Findings[0].Text.ShouldContain("/images/3.svg");
        }
    }

    [Fact]
    public async Task Images_PrivateAddress_IsNotConnectedTo() =>
        (await CheckAsync("images: {sql: \"select 'http://169.254.169.254/a.png'\"}")).Findings.Single().Text.ShouldContain("blocked_by_policy");

    [Fact]
    public async Task Source_FileIsNotThere_IsUnknownAndNotMade()
    {
        var path = _shop.Database + ".other";

        var result = await CheckAsync(Count, database: path);

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe("source_unreachable");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task Source_Writes_AreRefused()
    {
        var result = await CheckAsync("orphans: {sql: with x as (select 1) delete from products returning 1}");

        result.Outcome.ShouldBe(Outcome.Unknown);
        _shop.Count("products").ShouldBe(20);
    }

    [Fact]
    public async Task Source_EndlessQuery_IsInterrupted()
    {
        var result = await CheckAsync("orphans: {sql: 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'}", timeout: TimeSpan.FromMilliseconds(300));

        result.Reason.ShouldBe("source_unreachable");
    }

    [Fact]
    public async Task Baseline_IsNoBaseline_CannotVerify()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_shop.Baseline)!);
        await File.WriteAllTextAsync(_shop.Baseline, "[]", TestContext.Current.CancellationToken);

        (await CheckAsync(Count)).Reason.ShouldBe("cannot_verify");
    }

    [Theory]
    [InlineData("{data: {count: {table: a, falls-more-than: 5%}}}", "'source' is missing")]
    [InlineData("{data: {source: {}, count: {table: a, falls-more-than: 5%}}}", "a source is")]
    [InlineData("{data: {source: {sqlite: a.db, postgres: Host=x}, count: {table: a, falls-more-than: 5%}}}", "a source is")]
    [InlineData("{data: {source: {postgres: nonsense}, count: {table: a, falls-more-than: 5%}}}", "a PostgreSQL address")]
    [InlineData("{data: {source: {sqlite: a.db}}}", "at least one of")]
    [InlineData("{data: {source: {sqlite: a.db}, count: {table: 'a\"b', falls-more-than: 5%}}}", "a name is expected")]
    [InlineData("{data: {source: {sqlite: a.db}, count: {table: a, falls-more-than: 5}}}", "a share")]
    [InlineData("{data: {source: {sqlite: a.db}, orphans: {sql: delete from a}}}", "one query")]
    [InlineData("{data: {source: {sqlite: a.db}, orphans: {sql: 'select 1; drop table a'}}}", "one query")]
    [InlineData("{data: {source: {sqlite: a.db}, newest: {table: a, column: b, older-than: 6h, quiet-hours: night}}}", "hours with their time zone")]
    [InlineData("{data: {source: {sqlite: a.db}, zzz: 1, orphans: {sql: select 1}}}", "known here")]
    public void Create_Mistake_IsReported(string yaml, string said) => Probe.Mistakes(Type(), yaml).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static DataCheckType Type() => new(Probe.NewTransport(), TimeProvider.System);

    private Task<CheckResult> CheckAsync(string rule, Uri? url = null, string? database = null, TimeSpan? timeout = null) => Probe.CheckAsync(
        Type(),
        Probe.SiteOf(url ?? new Uri("http://127.0.0.1:1")),
        $"{{data: {{source: {{sqlite: '{database ?? _shop.Database}'}}, baseline: '{_shop.Baseline}', {rule}}}}}",
        timeout);
}
