using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Checks.Spooling;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>A spool with some records and its sender, on a clock that waits for nothing.</summary>
internal sealed class SendingSpool : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-");

    public SendingSpool(string url, int records = 1)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("OTEL_EXPORTER_OTLP_ENDPOINT", url), new("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20key")]).Build();
        Spool = new Spool(_folder.FullName, Clock, NullLogger<Spool>.Instance);
        Sender = new SpoolSender(Spool, OtlpTarget.From(settings)!, Clock, Log);
        for (var i = 0; i < records; i++)
        {
            Spool.Append(new SpoolItem(SpoolKind.Spans, Clock.GetUtcNow(), "run", "home", "application/x-protobuf", new[] { (byte)('a' + i) }));
        }
    }

    public QuickClock Clock { get; } = new();

    public LogLines<SpoolSender> Log { get; } = new();

    public Spool Spool { get; }

    public SpoolSender Sender { get; }

    public TimeSpan Waited => TimeSpan.FromTicks(Clock.Waits.Sum(wait => wait.Ticks));

    /// <summary>What a person may look at.</summary>
    public int PutAside => Directory.GetFiles(Path.Combine(_folder.FullName, "refused")).Length;

    public Task<int> FlushAsync() => Sender.FlushAsync(QuickClock.Deadline, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Sender.Dispose();
        Spool.Dispose();
        _folder.Delete(recursive: true);
    }
}
