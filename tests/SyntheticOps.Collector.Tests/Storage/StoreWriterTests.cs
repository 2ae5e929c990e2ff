using Dapper;
using Microsoft.Data.Sqlite;
using SyntheticOps.Collector.Storage;

namespace SyntheticOps.Collector.Tests.Storage;

public sealed class StoreWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ManyCallers_AllCommitted()
    {
        using var store = new TestStore();
        await store.Writer.WriteAsync((c, t) => c.Execute("create table numbers (n integer primary key)", transaction: t), Token);

        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 40, CancellationToken = Token }, async (n, token) =>
            await store.Writer.WriteAsync((c, t) => c.Execute("insert into numbers values (@n)", new { n }, t), token));

        (await store.Reader.ReadAsync(c => c.ExecuteScalar<int>("select count(*) from numbers"), Token)).ShouldBe(400);
    }

    [Fact]
    public async Task WriteAsync_WorkThrows_OnlyItsOwnChangesAreUndone()
    {
        using var store = new TestStore();
        await store.Writer.WriteAsync((c, t) => c.Execute("create table numbers (n integer primary key)", transaction: t), Token);

        var works = Enumerable.Range(0, 30).Select(n => store.Writer.WriteAsync(
            (c, t) =>
            {
                c.Execute("insert into numbers values (@n)", new { n }, t);
                return n % 3 == 0 ? throw new InvalidOperationException("mine") : n;
            },
            Token)).ToArray();
        foreach (var (work, n) in works.Select((work, n) => (work, n)))
        {
            if (n % 3 == 0)
            {
                await Should.ThrowAsync<InvalidOperationException>(work);
            }
            else
            {
                (await work).ShouldBe(n);
            }
        }

        (await store.Reader.ReadAsync(c => c.Query<int>("select n from numbers order by n").AsList(), Token))
            .ShouldBe(Enumerable.Range(0, 30).Where(n => n % 3 != 0));
    }

    [Fact]
    public async Task WriteAsync_StoreLockedByAnotherConnection_BusyNotLostAndRecovers()
    {
        using var store = new TestStore();
        using var other = new SqliteConnection($"Data Source={store.File.Path};Pooling=False");
        await other.OpenAsync(Token);
        await other.ExecuteAsync("begin exclusive");

        await Should.ThrowAsync<StoreBusyException>(() => store.Telemetry.AppendAsync(Samples.Batch(Samples.Span(1, 1)), Token));
        await Eventually.BeTrueAsync(() => store.Writer.Trouble is not null);
        var refused = store.Telemetry.AppendAsync(Samples.Batch(Samples.Span(1, 2)), Token);
        refused.IsCompleted.ShouldBeTrue("it does not wait for the lock again");
        await Should.ThrowAsync<StoreBusyException>(refused);

        await other.ExecuteAsync("rollback");
        await Eventually.BeTrueAsync(() => store.Writer.Trouble is null);
        await store.Telemetry.AppendAsync(Samples.Batch(Samples.Span(1, 3)), Token);
        (await store.Query.GetTraceAsync(Samples.TraceId(1), 10, Token)).ShouldHaveSingleItem().SpanId.ShouldBe(Samples.SpanId(3));
    }

    [Fact]
    public async Task WriteAsync_QueueFull_BusySoonAndNothingRunsLater()
    {
        using var store = new TestStore();
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var ran = 0;
        var first = store.Writer.WriteAsync(
            (_, _) =>
            {
                entered.Set();
                gate.Wait(Token);
                return 0;
            },
            Token);
        entered.Wait(Token);

        var waiting = Enumerable.Range(0, SyntheticOps.Collector.Storage.Sqlite.StoreWriter.QueueLimit)
            .Select(_ => store.Writer.WriteAsync((_, _) => Interlocked.Increment(ref ran), Token)).ToArray();
        await Should.ThrowAsync<StoreBusyException>(() => store.Writer.WriteAsync((_, _) => Interlocked.Add(ref ran, 1000), Token));
        gate.Set();

        await Task.WhenAll([first, .. waiting]);
        ran.ShouldBe(waiting.Length);
    }

    [Fact]
    public async Task Connections_EveryOne_HasDurableSettings()
    {
        using var store = new TestStore();
        var readers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.Reader.ReadAsync(Settings, Token)));
        var writer = await store.Writer.WriteAsync((c, _) => Settings(c), Token);

        readers.Append(writer).ShouldAllBe(settings => settings == "wal 2 1 5000");

        static string Settings(System.Data.Common.DbConnection connection) => string.Join(
            ' ', new[] { "journal_mode", "synchronous", "foreign_keys", "busy_timeout" }.Select(name => connection.ExecuteScalar<string>("pragma " + name)));
    }
}
