using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SyntheticOps.Gateway.Guard.Connections;
using SyntheticOps.Testing.Floods;

namespace SyntheticOps.Gateway.Tests.Hosting.Floods;

/// <summary>GW-08, small: clients that trickle, clients that sit, and one that wants all the places. Each gets its time and is let go; a good customer never waits for them (500, 200 and 1,000 of them: bench/gateway-limits.cs).</summary>
public sealed class ConnectionTests(PlainGateway gateway) : IClassFixture<PlainGateway>
{
    private const int SlowHeaders = 50;
    private const int SlowBodies = 20;
    private const int Idle = 100;

    [Fact]
    public async Task SlowHeadersAndBodies_Are408_IdleOnesHoldNobodyUp()
    {
        var token = RunningGateway.Token;
        var before = gateway.Descriptors;
        await using var good = new GoodCustomer(gateway.Http);
        var idle = await Task.WhenAll(Enumerable.Range(0, Idle).Select(_ => FromAddress.SendAsync(gateway.Http, "127.4.0.1", "", token)));
        var slow = Enumerable.Range(0, SlowHeaders).Select(_ => AnswerAsync("GET / HTTP/1.1\r\nHost: localhost\r\n", "X-Slow: 1\r\n"))
            .Concat(Enumerable.Range(0, SlowBodies).Select(_ => AnswerAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", "x"))).ToArray();
        await FloodedGateway.AskAsync(good, 40);

        var answers = await Task.WhenAll(slow);
        await FloodedGateway.AskAsync(good, 20);

        answers.Take(SlowHeaders).ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
        answers.Skip(SlowHeaders).ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
        good.Wrong.ShouldBeEmpty();
        foreach (var connection in idle)
        {
            await connection.DisposeAsync();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slow_headers={SlowHeaders} slow_bodies={SlowBodies} idle={Idle} good={good.Answered} wrong=0"));
        await gateway.DescriptorsReturnAsync(before);
    }

    [Fact]
    public async Task Connects_OfOneAddress_BeyondItsShareAreClosed()
    {
        const int Over = 44;
        var token = RunningGateway.Token;
        await using var good = new GoodCustomer(gateway.Http);
        var before = gateway.Descriptors;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var ended = Enumerable.Range(0, ConnectionShares.PerAddress + Over).Select(_ => EndsAsync(stop.Token)).ToArray();
        await Webhooks.Stripe.UntilAsync(() => Task.FromResult(ended.Count(end => end.IsCompleted) >= Over), "connections beyond the share end");

        ended.Count(end => end.IsCompleted).ShouldBe(Over);
        await FloodedGateway.AskAsync(good, 10); // from another address
        good.Wrong.ShouldBeEmpty();
        await stop.CancelAsync();
        await Task.WhenAll(ended);
        await gateway.DescriptorsReturnAsync(before);
    }

    /// <summary>Connects, and waits for the end of it; the reset may come while it connects.</summary>
    private async Task EndsAsync(CancellationToken token)
    {
        try
        {
            using var socket = await FromAddress.ConnectAsync(gateway.Http, IPAddress.Parse("127.5.0.1"), token);
            (await socket.ReceiveAsync(new byte[16], token)).ShouldBe(0);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // reset, or let go by the test
        }
    }

    /// <summary>A few bytes each second until there is an answer.</summary>
    private async Task<string> AnswerAsync(string begin, string drip)
    {
        var token = RunningGateway.Token;
        await using var connection = await FromAddress.SendAsync(gateway.Http, "127.4.0.2", begin, token);
        var answer = FromAddress.ReadToEndAsync(connection, token);
        while (!answer.IsCompleted)
        {
            try
            {
                await connection.WriteAsync(System.Text.Encoding.ASCII.GetBytes(drip), token);
            }
            catch (IOException)
            {
                break; // closed; what it said before is in the answer
            }

            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, token));
        }

        return await answer.WaitAsync(TimeSpan.FromSeconds(60), token);
    }
}
