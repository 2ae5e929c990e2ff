using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Checks.Tests.Spooling;

public sealed class SpoolSenderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Send_ReceiverAwayThenBack_DeliversAllOnceInOrder()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, response) =>
        {
            response.Headers.RetryAfter = number <= 2 ? "0" : "";
            return number switch { 1 => 503, 2 => 429, _ => 200 };
        };
        using var spool = Filled(6);
        using var sender = Sender(spool, receiver.Url);

        (await sender.FlushAsync(TimeSpan.FromSeconds(15), CancellationToken.None)).ShouldBe(0);

        receiver.Requests.Skip(2).Select(request => request.Body[0]).ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Send_Refused_IsPutAsideAndTheNextGoesOn()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, _) => number == 1 ? 400 : 200;
        using var spool = Filled(3);
        using var sender = Sender(spool, receiver.Url);

        (await sender.FlushAsync(TimeSpan.FromSeconds(10), CancellationToken.None)).ShouldBe(0);

        receiver.Requests.Count.ShouldBe(3);
        Directory.GetFiles(Path.Combine(_folder.FullName, "refused")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(302)]
    public async Task Send_WrongKeyOrAddress_ParksAndLosesNothing(int status)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, response) =>
        {
            response.Headers.Location = receiver.Url + "/elsewhere";
            return status;
        };
        using var spool = Filled(3);
        using var sender = Sender(spool, receiver.Url);

        (await sender.FlushAsync(TimeSpan.FromMilliseconds(300), CancellationToken.None)).ShouldBe(3);

        receiver.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_NobodyListens_KeepsAllWithinTheDeadline()
    {
        using var spool = Filled(2);
        using var sender = Sender(spool, "http://127.0.0.1:1");

        (await sender.FlushAsync(TimeSpan.FromMilliseconds(300), CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public void From_Environment_IsReadAsTheSpecificationSays()
    {
        OtlpTarget.From(Settings()).ShouldBeNull();
        var target = OtlpTarget.From(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318/"), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20a=b, x=y")))!;
        target.Traces.ShouldBe(new Uri("http://c:4318/v1/traces"));
        target.Artifacts.ShouldBe(new Uri("http://c:4318/v1/artifacts/"));
        target.Headers.ShouldBe([new("authorization", "Bearer a=b"), new("x", "y")]);
        Should.Throw<StartupException>(() => OtlpTarget.From(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))));
        Should.Throw<StartupException>(() => OtlpTarget.From(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", "c:4318"))));
    }

    private static IConfiguration Settings(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Name, (string?)value.Value)))
        .Build();

    private static SpoolSender Sender(Spool spool, string url) => new(
        spool, OtlpTarget.From(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", url)))!, TimeProvider.System, NullLogger<SpoolSender>.Instance);

    private Spool Filled(int count)
    {
        var spool = new Spool(_folder.FullName, TimeProvider.System, NullLogger<Spool>.Instance);
        for (var i = 0; i < count; i++)
        {
            spool.Append(new SpoolItem(SpoolKind.Spans, TimeProvider.System.GetUtcNow(), "run", "", "application/x-protobuf", new[] { (byte)i }));
        }

        return spool;
    }
}
