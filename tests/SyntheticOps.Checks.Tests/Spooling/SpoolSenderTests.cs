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

        (await sender.FlushAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBe(0);

        receiver.Requests.Skip(2).Select(request => request.Body[0]).ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Send_Refused_IsPutAsideAndTheNextGoesOn()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, _) => number == 1 ? 400 : 200;
        using var spool = Filled(3);
        using var sender = Sender(spool, receiver.Url);

        (await sender.FlushAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBe(0);

        receiver.Requests.Count.ShouldBe(3);
        Directory.GetFiles(Path.Combine(_folder.FullName, "refused")).ShouldHaveSingleItem();
    }

    /// <summary>PRB-06: 413.</summary>
    [Fact]
    public async Task Send_TooLarge_GoesInHalvesDownToOneSpan()
    {
        await using var receiver = await Receiver.StartAsync();
        var names = Enumerable.Range(1, 7).Select(number => $"span{number}").ToList();
        receiver.Answer = (_, _) => 200;
        receiver.Judge = body => System.Text.Encoding.UTF8.GetString(body).Split("span").Length > 2 ? 413 : System.Text.Encoding.UTF8.GetString(body).Contains("span5", StringComparison.Ordinal) ? 400 : 200;
        using var spool = new Spool(_folder.FullName, TimeProvider.System, NullLogger<Spool>.Instance);
        spool.Append(new SpoolItem(SpoolKind.Spans, TimeProvider.System.GetUtcNow(), "run", "home", "application/x-protobuf", Request(names)));
        using var sender = Sender(spool, receiver.Url);

        (await sender.FlushAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBe(0);

        var taken = receiver.Requests.Where(request => receiver.Judge!(request.Body) == 200).Select(request => System.Text.Encoding.UTF8.GetString(request.Body)).ToList();
        names.Where(name => taken.Any(body => body.Contains(name, StringComparison.Ordinal))).ShouldBe(["span1", "span2", "span3", "span4", "span6", "span7"]);
        taken.ShouldAllBe(body => body.Contains("resource", StringComparison.Ordinal) && body.Contains("scope", StringComparison.Ordinal));
        Directory.GetFiles(Path.Combine(_folder.FullName, "refused")).ShouldHaveSingleItem();
    }

    /// <summary>PRB-06: partial success.</summary>
    [Fact]
    public async Task Send_PartialSuccessAndGarbage_AreTakenAndNotSentAgain()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Bodies.Enqueue([0x0A, 0x02, 0x08, 0x03]);
        receiver.Bodies.Enqueue([0xFF, 0xFF, 0xFF]);
        using var spool = Filled(3);
        using var sender = Sender(spool, receiver.Url);

        (await sender.FlushAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBe(0);

        receiver.Requests.Count.ShouldBe(3);
        TraceRequest.Rejected(new byte[] { 0x0A, 0x02, 0x08, 0x03 }).ShouldBe(3);
        TraceRequest.Halve(new byte[] { 0xFF, 0x01 }).ShouldBeNull();
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

    /// <summary>resource_spans { resource { "resource" } scope_spans { scope { "scope" } spans { name } … } }.</summary>
    private static byte[] Request(IEnumerable<string> names) => Message(1, [
        .. Message(1, [.. Message(1, "resource"u8.ToArray())]),
        .. Message(2, [.. Message(1, [.. Message(1, "scope"u8.ToArray())]), .. names.SelectMany(name => Message(2, [.. Message(5, System.Text.Encoding.UTF8.GetBytes(name))]))])]);

    private static byte[] Message(int field, byte[] payload) => [(byte)((field << 3) | 2), .. payload.Length < 128 ? [(byte)payload.Length] : new[] { (byte)(payload.Length | 0x80), (byte)(payload.Length >> 7) }, .. payload];

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
