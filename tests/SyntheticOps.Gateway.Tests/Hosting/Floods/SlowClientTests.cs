using System.Globalization;
using SyntheticOps.Testing.Floods;

namespace SyntheticOps.Gateway.Tests.Hosting.Floods;

/// <summary>GW-08, small: clients that trickle and clients that sit. Each gets its time and is let go; a good customer never waits for them (500, 200 and 1,000 of them: `synops chaos` and bench/gateway-limits.cs).</summary>
public sealed class SlowClientTests(FloodedGateway gateway) : IClassFixture<FloodedGateway>
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
