using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SyntheticOps.Collector.Storage.Retention;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Collector.Tests.Storage;

public sealed class RetentionWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SweepAsync_OldAndNew_ExactlyTheOldGo()
    {
        var clock = new FakeClock(Samples.Start);
        using var store = new TestStore();
        using var folder = new TemporaryFolder();
        using var data = DataFolder.Open(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [Names.Env.Data] = folder.Path }).Build(), "x");
        var old = Samples.Start.AddDays(-14).AddSeconds(-1);
        await store.Telemetry.AppendAsync(
            Samples.Batch(
                Enumerable.Range(1, 1201).Select(n => Samples.Span(n, n, at: old))
                    .Append(Samples.Run(5000, at: old))
                    .Append(Samples.Run(5001, "login", at: Samples.Start.AddDays(-91)))
                    .Append(Samples.Span(6000, 1, at: Samples.Start.AddDays(-14).AddSeconds(1)))) with
            {
                Logs = [new LogRecord { TimeUnixNano = UnixNano.From(old), ServiceName = "a" }, new LogRecord { TimeUnixNano = UnixNano.From(Samples.Start), ServiceName = "a" }],
                Metrics = [new MetricPointRecord { Name = "m", ServiceName = "a", TimeUnixNano = UnixNano.From(old) }],
            },
            Token);
        Directory.SetLastWriteTimeUtc(Directory.CreateDirectory(Path.Combine(data.Folder("artifacts"), Samples.TraceId(1))).FullName, old.UtcDateTime);
        Directory.SetLastWriteTimeUtc(Directory.CreateDirectory(Path.Combine(data.Folder("artifacts"), Samples.TraceId(2))).FullName, Samples.Start.UtcDateTime);

        var worker = new RetentionWorker(store.Writer, data, Options.Create(new RetentionOptions()), clock, NullLogger<RetentionWorker>.Instance);
        await worker.SweepAsync(Token);

        (await CountAsync("spans")).ShouldBe(1);
        (await CountAsync("traces")).ShouldBe(1);
        (await CountAsync("trace_services")).ShouldBe(1);
        (await CountAsync("logs")).ShouldBe(1);
        (await CountAsync("metric_points")).ShouldBe(0);
        (await store.Query.GetLatestRunsAsync(Token)).ShouldHaveSingleItem().RunId.ShouldBe(Samples.TraceId(5000));
        Directory.GetDirectories(data.Folder("artifacts")).ShouldHaveSingleItem().ShouldEndWith(Samples.TraceId(2));
        worker.Dispose();

        Task<int> CountAsync(string table) => store.Reader.ReadAsync(c => c.ExecuteScalar<int>("select count(*) from " + table), Token);
    }
}
