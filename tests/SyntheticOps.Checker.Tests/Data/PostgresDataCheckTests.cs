using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class PostgresDataCheckTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Rules_OverTheSameTables_SeeEachLoss()
    {
        await server.ExecuteAsync("""
            CREATE TABLE "Products" (slug text);
            INSERT INTO "Products" SELECT i::text FROM generate_series(1, 20) i;
            CREATE SCHEMA sales;
            CREATE TABLE sales.orders (id int, created_at timestamptz);
            INSERT INTO sales.orders VALUES (1, now());
            CREATE TABLE payments (order_id int);
            INSERT INTO payments VALUES (1);
            """);
        const string All = """
            count: {table: Products, falls-more-than: 5%}, newest: {table: sales.orders, column: created_at, older-than: 6h},
            orphans: {name: payments, sql: 'select count(*) from payments p left join sales.orders o on o.id = p.order_id where o.id is null'}
            """;
        (await CheckAsync(All)).Outcome.ShouldBe(Outcome.Up);

        await server.ExecuteAsync("DELETE FROM \"Products\" WHERE slug::int > 10; DELETE FROM sales.orders");
        var result = await CheckAsync(All);
        result.Outcome.ShouldBe(Outcome.Down);
        result.Reason.ShouldBe("data_missing");
        result.Findings.Select(finding => (finding.Code, finding.Subject))
            .ShouldBe([("data-missing", "Products"), ("data-missing", "sales.orders"), ("data-orphans", "payments")]);

        await server.ExecuteAsync("DROP TABLE \"Products\"");
        (await CheckAsync(All)).Findings.ShouldHaveSingleItem().Text.ShouldBe("The table Products is gone; it had 20 rows.");
    }

    [Theory]
    [InlineData("select set_config('transaction_read_only', 'off', true)::text = nextval('numbers')::text")]
    [InlineData("with gone as (delete from kept returning 1) select count(*) from gone")]
    [InlineData("select nextval('numbers')")]
    public async Task Source_Writes_AreRefused(string sql)
    {
        await server.ExecuteAsync("CREATE SEQUENCE IF NOT EXISTS numbers; CREATE TABLE IF NOT EXISTS kept (id int)");

        var result = await CheckAsync($"orphans: {{sql: \"{sql}\"}}");

        result.Outcome.ShouldBe(Outcome.Unknown, result.Message);
        result.Reason.ShouldBe("source_unreachable");
    }

    [Fact]
    public async Task Source_SlowStatement_IsEndedByTheServer()
    {
        var result = await CheckAsync("orphans: {sql: 'select count(*) from pg_sleep(20)'}", TimeSpan.FromMilliseconds(400));

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe("source_unreachable");
    }

    [Fact]
    public async Task Source_NoServer_IsUnknownAndSaysNoPassword()
    {
        var result = await CheckAsync("orphans: {sql: select 1}", address: "Host=127.0.0.1;Port=1;Username=a;Password=hunter2;Database=b");

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe("source_unreachable");
        result.Message!.ShouldNotContain("hunter2");
    }

    private Task<CheckResult> CheckAsync(string rules, TimeSpan? timeout = null, string? address = null) => Probe.CheckAsync(
        new DataCheckType(Probe.NewTransport(), TimeProvider.System),
        Probe.SiteOf(new Uri("http://127.0.0.1:1")),
        $"{{data: {{source: {{postgres: '{address ?? server.ConnectionString}'}}, baseline: '{_folder.FullName}/counts.json', {rules}}}}}",
        timeout);
}
