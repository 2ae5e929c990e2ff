using System.Net;

namespace SyntheticOps.ServiceDefaults.Tests;

public sealed class RetryTests
{
    private static async Task<(int Calls, HttpStatusCode Last, InstantClock Clock)> RunAsync(params int[] answers)
    {
        var (calls, clock) = (0, new InstantClock());
        using var response = await Retry.Transient(clock).ExecuteAsync(
            _ => ValueTask.FromResult(new HttpResponseMessage((HttpStatusCode)answers[Math.Min(calls++, answers.Length - 1)])),
            TestContext.Current.CancellationToken);
        return (calls, response.StatusCode, clock);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Transient_TemporaryAnswer_IsRepeated(int answer) => (await RunAsync(answer, answer, 200)).Calls.ShouldBe(3);

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task Transient_FinalAnswer_IsNot(int answer) => (await RunAsync(answer)).Calls.ShouldBe(1);

    [Fact]
    public async Task Transient_StaysBad_GivesUpAfterThreeRepeats()
    {
        var (calls, last, clock) = await RunAsync(503);

        calls.ShouldBe(4);
        last.ShouldBe(HttpStatusCode.ServiceUnavailable);
        clock.Waits.Count.ShouldBeGreaterThanOrEqualTo(3);
        clock.Waits.ShouldAllBe(wait => wait <= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Transient_ConnectionFails_IsRepeated()
    {
        var calls = 0;

        using var response = await Retry.Transient(new InstantClock()).ExecuteAsync(
            _ => calls++ == 0 ? throw new HttpRequestException("refused") : ValueTask.FromResult(new HttpResponseMessage()),
            TestContext.Current.CancellationToken);

        calls.ShouldBe(2);
    }
}
