using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using SyntheticOps.Gateway.Guard.Connections;
using SyntheticOps.Gateway.Hosting;
using SyntheticOps.Testing.Floods;

namespace SyntheticOps.Gateway.Tests.Hosting.Floods;

/// <summary>GW-08: floods of connections, streams and frames. During each a good customer gets every answer, and after each the file descriptors return.</summary>
public sealed class FloodTests(FloodedGateway gateway) : IClassFixture<FloodedGateway>
{
    private const string RefusedStream = "reset 7";
    private const string EnhanceYourCalm = "reset 11";

    private static CancellationToken Token => RunningGateway.Token;

    [Fact]
    public async Task Connects_OneThousandAtOnce_OfAHundredAddresses_HoldNobodyUp() => await AttackAsync(async () =>
    {
        var open = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => FromAddress.ConnectAsync(gateway.Http, IPAddress.Parse($"127.6.0.{number % 100}"), Token)));
        Array.ForEach(open, socket => socket.Dispose());
    });

    [Fact]
    public async Task Streams_OneThousandOnAConnection_BeyondTheHundredAreRefused() => await AttackAsync(async () =>
    {
        const int Streams = 1_000;
        const int Told = 10;
        var waited = gateway.Waited;
        await using var wire = await Http2Wire.ConnectAsync(gateway.Http, "127.7.0.1", Token);
        await wire.SendAsync(Gets(0, Limits.StreamsPerConnection), Token);
        await Webhooks.Stripe.UntilAsync(() => Task.FromResult(gateway.Waited >= waited + Limits.StreamsPerConnection), "a hundred requests at the shop");

        // A few more are told so, one by one. Of a flood the connection may be cut before anybody has read a word.
        await wire.SendAsync(Gets(Limits.StreamsPerConnection, Told), Token);
        var (_, first) = await wire.ReadAsync(streams => streams.Count == Told, Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
        first.Values.ShouldBe(Enumerable.Repeat(RefusedStream, Told));
        const int Before = Limits.StreamsPerConnection + Told;
        var reading = wire.ReadAsync(streams => streams.Count == Streams - Before, Token);
        await wire.SendAsync(Gets(Before, Streams - Before), Token);
        var (goAway, streams) = await reading.WaitAsync(TimeSpan.FromSeconds(60), Token);

        // Each further stream is refused, until the whole connection is for asking so often.
        var refused = streams.Values.Count(end => end is RefusedStream or EnhanceYourCalm);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"streams={Streams} refused={refused} goaway={goAway} ends={string.Join(',', streams.Values.Distinct())}"));
        refused.ShouldBe(streams.Count);
        (gateway.Waited - waited).ShouldBe(Limits.StreamsPerConnection);

        static byte[] Gets(int from, int count) => [.. Enumerable.Range(from, count).SelectMany(number => Http2Wire.Get((2 * number) + 1, "/wait"))];
    });

    /// <summary>Whether the server cuts the connection depends on who is faster; what is let go before it begins costs next to nothing.</summary>
    [Fact]
    public async Task RapidReset_TenThousand_TheShopIsAskedForFew() => await AttackAsync(async () =>
    {
        var (resets, connections, waited) = (0, 0, gateway.Waited);
        while (resets < 10_000)
        {
            await using var wire = await Http2Wire.ConnectAsync(gateway.Http, "127.8.0.1", Token);
            connections++;
            var (stream, last) = (1, -1);
            var reading = wire.ReadAsync(streams => streams.ContainsKey(last), Token);
            for (; resets < 10_000 && !reading.IsCompleted && await wire.SendAsync(new byte[][] { Http2Wire.Get(stream, "/wait"), Http2Wire.Reset(stream) }.SelectMany(frame => frame).ToArray(), Token); stream += 2)
            {
                resets++;
            }

            // Answered when all before it were taken, unless the connection was cut.
            last = stream;
            await wire.SendAsync(Http2Wire.Get(last, "/"), Token);
            await reading.WaitAsync(TimeSpan.FromSeconds(60), Token);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resets={resets} connections={connections} asked={gateway.Waited - waited}"));
        (gateway.Waited - waited).ShouldBeLessThan(resets / 4);
    });

    /// <summary>Each request is at the shop before it is let go: what Kestrel does not count.</summary>
    [Fact]
    public async Task PatientReset_AfterTwoHundred_EndsTheConnection_AndIsTold() => await AttackAsync(async () =>
    {
        const int Together = 50;
        await using var wire = await Http2Wire.ConnectAsync(gateway.Http, "127.8.0.2", Token);
        var reading = wire.ReadToEndAsync(Token);
        var resets = 0;
        for (var stream = 1; !reading.IsCompleted; stream += 2 * Together)
        {
            var (before, streams) = (gateway.Waited, Enumerable.Range(0, Together).Select(number => stream + (2 * number)).ToArray());
            await wire.SendAsync(streams.SelectMany(number => Http2Wire.Get(number, "/wait")).ToArray(), Token);
            await Webhooks.Stripe.UntilAsync(() => Task.FromResult(gateway.Waited >= before + Together || reading.IsCompleted), "requests at the shop");
            await wire.SendAsync(streams.SelectMany(Http2Wire.Reset).ToArray(), Token);
            resets += Together;
            await Webhooks.Stripe.UntilAsync(() => Task.FromResult(gateway.Left >= before + Together || reading.IsCompleted), "requests let go");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resets={resets}"));
        resets.ShouldBeGreaterThanOrEqualTo(ResetWatch.Most);
        await Webhooks.Stripe.UntilAsync(() => Task.FromResult(gateway.Output.Contains($"127.8.0.2 let go of {ResetWatch.Most} requests", StringComparison.Ordinal) && gateway.Output.Contains("(http2-resets)", StringComparison.Ordinal)), "the log");
    });

    [Theory]
    [InlineData(0)] // empty ones, which grow nothing but cost time (CVE-2024-27316)
    [InlineData(1_000)]
    public async Task Continuation_WithoutEnd_EndsTheConnection(int bytes) => await AttackAsync(async () =>
    {
        await using var wire = await Http2Wire.ConnectAsync(gateway.Http, "127.9.0.1", Token);
        var reading = wire.ReadToEndAsync(Token);
        await wire.SendAsync(Http2Wire.Get(1, "/", Http2Wire.EndStream), Token);
        var next = Http2Wire.Frame(Http2Wire.Continuation, 0, 1, bytes == 0 ? [] : Http2Wire.Literal([0, 1, (byte)'x'], new string('a', bytes)));
        var sent = 0;
        while (!reading.IsCompleted && await wire.SendAsync(next, Token))
        {
            sent++;
        }

        var (goAway, streams) = await reading.WaitAsync(TimeSpan.FromSeconds(60), Token);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes={bytes} frames={sent} goaway={goAway}"));
        streams.Values.ShouldNotContain("200");
    });

    /// <summary>One entry of 4 KiB in the table, then references to it of one byte each.</summary>
    [Fact]
    public async Task HpackBomb_IsRefusedByItsUnpackedSize() => await AttackAsync(async () =>
    {
        await using var wire = await Http2Wire.ConnectAsync(gateway.Http, "127.10.0.1", Token);
        byte[] block = [.. Http2Wire.Block("/"), .. Http2Wire.Literal([0x40, 1, (byte)'x'], new string('a', 4_000)), .. Enumerable.Repeat((byte)(0x80 | 62), 10_000)];
        await wire.SendAsync(Http2Wire.Frame(Http2Wire.Headers, Http2Wire.EndStream | Http2Wire.EndHeaders, 1, block), Token);

        var (goAway, streams) = await wire.ReadAsync(streams => streams.Count > 0, Token).WaitAsync(TimeSpan.FromSeconds(60), Token);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"goaway={goAway} streams={string.Join(' ', streams.Values)}"));
        streams.Values.ShouldAllBe(end => end == "431"); // or none: the connection has ended
    });

    [Fact]
    public async Task Pings_TenThousand_AreAnsweredOrCutOff() => await AttackAsync(async () =>
    {
        await using var wire = await Http2Wire.ConnectAsync(gateway.Http, "127.11.0.1", Token);
        var pings = Enumerable.Repeat(Http2Wire.Frame(Http2Wire.Ping, 0, 0, new byte[8]), 10_000).SelectMany(frame => frame).ToArray();
        var sending = wire.SendAsync(pings, Token);
        var answered = 0;
        while (answered < 10_000 && await wire.ReadAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token) is { } frame)
        {
            answered += frame.Type == Http2Wire.Ping ? 1 : 0;
        }

        await sending;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answered={answered}"));
    });

    /// <summary>The route's time-out is 1 s and its longest silence 4 s.</summary>
    [Fact]
    public async Task WebSockets_ThatSayNothing_AreLetGo_OneThatSpeaksStays() => await AttackAsync(async () =>
    {
        // Ten at a time: each has to be open within the route's second.
        var silent = new List<ClientWebSocket>();
        while (silent.Count < 100)
        {
            silent.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SocketAsync("127.12.0.1"))));
        }

        using var busy = await SocketAsync("127.12.0.2");
        var ends = silent.Select(SilenceEndsAsync).ToArray();
        var (said, buffer) = (0, new byte[16]);
        for (; ends.Any(end => !end.IsCompleted); said++)
        {
            await busy.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Token);
            (await busy.ReceiveAsync(buffer, Token).WaitAsync(TimeSpan.FromSeconds(30), Token)).Count.ShouldBe(5);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }

        await Task.WhenAll(ends);
        said.ShouldBeGreaterThan(5);
        busy.State.ShouldBe(WebSocketState.Open);
        silent.ForEach(socket => socket.Dispose());
    });

    private async Task AttackAsync(Func<Task> attack)
    {
        var before = gateway.Descriptors;
        await using (var good = new GoodCustomer(gateway.Http))
        {
            await FloodedGateway.AskAsync(good, 4);
            await attack();
            await FloodedGateway.AskAsync(good, 20);
            good.Wrong.ShouldBeEmpty();
        }

        await gateway.DescriptorsReturnAsync(before);
    }

    private async Task<ClientWebSocket> SocketAsync(string from)
    {
        var socket = new ClientWebSocket();
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => new NetworkStream(await FromAddress.ConnectAsync(gateway.Http, IPAddress.Parse(from), token), ownsSocket: true),
            SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
        };
        using var invoker = new HttpMessageInvoker(handler);
        await socket.ConnectAsync(new UriBuilder(gateway.Http) { Scheme = "wss", Path = "/socket" }.Uri, invoker, Token);
        return socket;
    }

    private static async Task SilenceEndsAsync(ClientWebSocket socket)
    {
        try
        {
            (await socket.ReceiveAsync(new byte[16], Token)).MessageType.ShouldBe(WebSocketMessageType.Close);
        }
        catch (WebSocketException)
        {
            // cut without a close frame
        }
    }
}
