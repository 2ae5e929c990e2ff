using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Data.Restore;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Data;

/// <summary>Real dumps of a real PostgreSQL: whole, truncated, damaged, old and none.</summary>
public sealed class RestoreTestTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Work = "synops-restore-*";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-dumps-");

    private string Dump => Path.Combine(_folder.FullName, "shop.dump");

    public async ValueTask InitializeAsync()
    {
        // The server's own user writes the dumps here.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111);
        }

        await server.ExecuteAsync("""
            DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;
            DROP SCHEMA IF EXISTS sales CASCADE; CREATE SCHEMA sales;
            CREATE TABLE products (id int PRIMARY KEY, name text, price numeric, made timestamptz, weight double precision, picture bytea);
            INSERT INTO products SELECT i, md5(i::text), i * 1.1, now() - i * interval '1 h', i / 3.0, decode(md5(i::text), 'hex') FROM generate_series(1, 3000) i;
            CREATE TABLE sales.orders (id int, product int REFERENCES products);
            INSERT INTO sales.orders SELECT i, i FROM generate_series(1, 500) i;
            CREATE VIEW cheap AS SELECT * FROM products WHERE price < 10;
            CREATE TABLE empty (id int);
            """);
    }

    public async ValueTask DisposeAsync()
    {
        var left = (long)(await server.ValueAsync("SELECT count(*) FROM pg_database WHERE starts_with(datname, 'synops_restore_')"))!;
        _folder.Delete(recursive: true);
        left.ShouldBe(0, "a scratch database is left");
    }

    [Fact]
    public async Task Source_DumpedAfresh_ComesBackWhole()
    {
        var before = Directory.GetDirectories(Path.GetTempPath(), Work);

        var result = await CheckAsync("schemas: [public, sales]");

        result.Outcome.ShouldBe(Outcome.Up, result.Message);
        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Severity).ShouldBe(("restore-proven", Severity.Info));
        finding.Args.Take(2).ShouldBe(["3", "3500"]);
        finding.Text.ShouldContain("same content");
        Directory.GetDirectories(Path.GetTempPath(), Work).Except(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task Source_RoleThatMayOnlyRead_IsEnough()
    {
        await server.ExecuteAsync("""
            DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; DROP ROLE IF EXISTS restorer; CREATE ROLE restorer LOGIN CREATEDB;
            GRANT USAGE ON SCHEMA public, sales TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public, sales TO reader;
            """);

        var result = await CheckAsync("schemas: [public, sales]", into: As("restorer"), source: As("reader"));

        (result.Outcome, result.Findings.ShouldHaveSingleItem().Code).ShouldBe((Outcome.Up, "restore-proven"), result.Message);
        await server.ExecuteAsync("DROP OWNED BY reader; DROP ROLE reader; DROP ROLE restorer");
    }

    [Theory]
    [InlineData("whole", "restore-proven", null)]
    [InlineData("truncated", "restore-failed", "assertion_failed")]
    [InlineData("damaged", "restore-failed", "assertion_failed")]
    [InlineData("text", "restore-failed", "assertion_failed")]
    [InlineData("none", "restore-dump-missing", "assertion_failed")]
    public async Task Dump_AsFound_IsProvenOrNot(string state, string code, string? reason)
    {
        await server.RunToolAsync("pg_dump", "-Fc", "-f", Dump, "postgres");
        Spoil(state);

        var result = await CheckAsync($"dump: '{_folder.FullName}/*.dump', schemas: [public, sales]");

        (result.Findings.ShouldHaveSingleItem().Code, result.Reason).ShouldBe((code, reason), result.Message);
        result.Outcome.ShouldBe(reason is null ? Outcome.Up : Outcome.Down);
    }

    [Fact]
    public async Task Dump_OlderThanTheRows_MayHaveAFewLess()
    {
        await server.RunToolAsync("pg_dump", "-Fc", "-f", Dump, "postgres");
        await server.ExecuteAsync("INSERT INTO products (id) SELECT i FROM generate_series(3001, 3200) i");
        var rule = $"dump: '{Dump}', schemas: [public, sales]";

        (await CheckAsync(rule)).Outcome.ShouldBe(Outcome.Up);
        (await CheckAsync(rule + ", fewer-at-most: 1%")).Findings.ShouldHaveSingleItem().Args.ShouldBe(["public.products", "3000", "3200"]);
        await server.ExecuteAsync("CREATE TABLE later (id int)");
        (await CheckAsync(rule)).Findings.ShouldHaveSingleItem().Code.ShouldBe("restore-table-missing");
    }

    [Fact]
    public async Task Deadline_InTheMiddle_IsUnknownAndLeavesNothing()
    {
        // Filled again by the restore, where it waits.
        await server.ExecuteAsync("CREATE MATERIALIZED VIEW waits AS SELECT pg_sleep(CASE WHEN current_database() LIKE 'synops_restore_%' THEN 60 ELSE 0 END)::text AS waited");

        var result = await CheckAsync("schemas: [public, sales]", timeout: TimeSpan.FromSeconds(2));

        (result.Outcome, result.Reason).ShouldBe((Outcome.Unknown, "source_unreachable"), result.Message);
    }

    [Fact]
    public async Task Into_NoServer_CannotBeVerified()
    {
        var result = await CheckAsync("schemas: public", into: "Host=127.0.0.1;Port=1;Username=a;Password=hunter2;Database=b");

        (result.Outcome, result.Reason).ShouldBe((Outcome.Unknown, "cannot_verify"));
        result.Message!.ShouldStartWith("The server of 'into' cannot be used");
        result.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Tools_NotThere_CannotBeVerified() =>
        (await CheckAsync($"tools: '{_folder.FullName}'")).Message!.ShouldStartWith("pg_dump was not found");

    [Theory]
    [InlineData("synops_restore_1000_0123abcd", true)]
    [InlineData("synops_restore_99999_0123abcd", false)]
    [InlineData("synops_restore_1000_0123ABCD", false)]
    [InlineData("synops_restore_1000", false)]
    [InlineData("synops_restore_x_0123abcd", false)]
    [InlineData("synops_restore_1000_0123abcd_mine", false)]
    [InlineData("shop", false)]
    public void IsForgotten_Name_OnlyOursAndOld(string name, bool expected) =>
        ScratchDatabase.IsForgotten(name, DateTimeOffset.FromUnixTimeSeconds(100_000)).ShouldBe(expected);

    [Theory]
    [InlineData("restore-test: {}", "'into' is missing")]
    [InlineData("restore-test: {into: nonsense}", "a PostgreSQL address is expected")]
    [InlineData("restore-test: {into: Host=x, schemas: 'a;b'}", "a name is expected")]
    [InlineData("restore-test: {into: Host=x, schemas: a.b}", "the name of a schema is expected")]
    [InlineData("restore-test: {into: Host=x, fewer-at-most: 5%}", "for a 'dump' that was made earlier")]
    public void Create_Mistake_IsReported(string rule, string said) =>
        Probe.Mistakes(Type(), $"{{data: {{source: {{postgres: Host=x}}, {rule}}}}}").ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static DataCheckType Type() => new(Probe.NewTransport(), TimeProvider.System);

    private void Spoil(string state)
    {
        if (state == "none")
        {
            File.Delete(Dump);
            return;
        }

        var bytes = File.ReadAllBytes(Dump);
        var spoilt = state switch
        {
            "truncated" => bytes[..(bytes.Length * 2 / 3)],
            "damaged" => [.. bytes[..(bytes.Length / 2)], .. new byte[64], .. bytes[((bytes.Length / 2) + 64)..]],
            "text" => "-- PostgreSQL database dump\nCREATE TABLE a (id int);\n"u8.ToArray(),
            _ => bytes,
        };
        File.Delete(Dump);
        File.WriteAllBytes(Dump, spoilt);
    }

    private string As(string role) => server.ConnectionString.Replace("Username=shop", "Username=" + role, StringComparison.Ordinal);

    private Task<CheckResult> CheckAsync(string rule, string? into = null, TimeSpan? timeout = null, string? source = null) => Probe.CheckAsync(
        Type(),
        Probe.SiteOf(new Uri("http://127.0.0.1:1")),
        $"{{data: {{source: {{postgres: '{source ?? server.ConnectionString}'}}, baseline: '{_folder.FullName}/counts.json', restore-test: {{into: '{into ?? server.ConnectionString}', {rule}}}}}}}",
        timeout ?? TimeSpan.FromSeconds(60));
}
