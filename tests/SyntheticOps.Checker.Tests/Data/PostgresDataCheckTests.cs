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
    public async Task Source_RoleThatMayWrite_NothingChanges()
    {
        await server.ExecuteAsync("CREATE TABLE ledger (id int, sku text); INSERT INTO ledger SELECT i, 's' || i FROM generate_series(1, 50) i");
        const string State = "SELECT count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) || ' ' || (SELECT count(*) FROM pg_class) FROM ledger";
        var before = await server.ValueAsync(State);

        var result = await CheckAsync("""
            count: {table: ledger, falls-more-than: 5%}, duplicates: {table: ledger, columns: [sku]}, connections: {at-most: 99%},
            orphans: {name: writable, sql: "select count(*) from pg_settings where name = 'transaction_read_only' and setting = 'off'"}
            """);

        result.Outcome.ShouldBe(Outcome.Up, result.Message);
        (await server.ValueAsync(State)).ShouldBe(before);
    }

    [Fact]
    public async Task Duplicates_InPostgres_AreCounted()
    {
        await server.ExecuteAsync("CREATE TABLE paid (intent text, n int); INSERT INTO paid VALUES ('a', 1), ('a', 2), ('b', 1), (null, 1), (null, 1)");

        (await CheckAsync("duplicates: {table: paid, columns: intent}")).Findings.ShouldHaveSingleItem().Args.ShouldBe(["1", "0"]);
        (await CheckAsync("duplicates: {table: paid, columns: [intent, n]}")).Outcome.ShouldBe(Outcome.Up);
    }

    [Fact]
    public async Task Connections_MoreThanTheShare_AreDegradedAsSlow()
    {
        var result = await CheckAsync("connections: {at-most: 0%}");

        (result.Outcome, result.Reason, result.Findings.ShouldHaveSingleItem().Code).ShouldBe((Outcome.Degraded, "too_slow", "connections-used"));
    }

    [Fact]
    public async Task SlowQueries_WithAndWithoutTheExtension_AreSeenOrSaidNotTo()
    {
        Assert.SkipUnless(server.HasStatements, "PostgreSQL's contrib modules are not installed.");
        const string Rule = "slow-queries: {mean-over: 50ms, calls-at-least: 1}, orphans: {sql: select 0}";
        var without = await CheckAsync(Rule);
        (without.Outcome, without.Findings.ShouldHaveSingleItem().Code).ShouldBe((Outcome.Up, "slow-queries-unseen"));

        await server.ExecuteAsync("CREATE EXTENSION pg_stat_statements");
        // On a busy machine other tests' statements are slow as well, and the costliest are named.
        await server.ExecuteAsync("SELECT pg_stat_statements_reset()");
        await server.ExecuteAsync("SELECT pg_sleep(0.2)");
        var slow = await CheckAsync(Rule);

        (slow.Outcome, slow.Reason).ShouldBe((Outcome.Degraded, "too_slow"), slow.Message);
        slow.Findings.Single(finding => finding.Code == "slow-queries").Text.ShouldContain("SELECT pg_sleep($1)");
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
