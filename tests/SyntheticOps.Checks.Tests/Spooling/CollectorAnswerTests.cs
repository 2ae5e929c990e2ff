using SyntheticOps.Checks.Spooling;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>PRB-06: what becomes of a record after each answer of a collector, over real connections.</summary>
public sealed class CollectorAnswerTests
{
    /// <summary>PRB-06: retried, and Retry-After, at most 5 minutes, is honoured; the jitter of the first wait is below a second.</summary>
    [Theory]
    [InlineData(429, null, 0)]
    [InlineData(502, null, 0)]
    [InlineData(503, null, 0)]
    [InlineData(504, null, 0)]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(503, "0", 0)]
    [InlineData(429, "Fri, 02 Jan 2026 03:05:35 GMT", 90)]
    [InlineData(503, "Fri, 02 Jan 2026 03:05:35 GMT", 90)]
    [InlineData(503, "Thu, 01 Jan 2026 00:00:00 GMT", 0)]
    [InlineData(503, "Fri, 01 Jan 2100 00:00:00 GMT", 300)]
    [InlineData(429, "1000000000", 300)]
    [InlineData(503, "1000000000", 300)]
    [InlineData(503, "99999999999999", 0)]
    [InlineData(503, "soon", 0)]
    [InlineData(429, "-5", 0)]
    [InlineData(503, "1.5", 0)]
    public async Task Flush_Temporary_IsSentAgainAfterWhatIsAsked(int status, string? retryAfter, int seconds)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, response) =>
        {
            response.Headers.RetryAfter = number == 1 ? retryAfter : null;
            return number == 1 ? status : 200;
        };
        using var spool = new SendingSpool(receiver.Url);

        (await spool.FlushAsync()).ShouldBe(0);

        Bodies(receiver).ShouldBe("aa");
        spool.Waited.ShouldBeInRange(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
        spool.PutAside.ShouldBe(0);
    }

    /// <summary>PRB-06: what the collector will never take is put aside for a person, one span as a whole that is too large as well.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task Flush_Final_IsPutAsideAndTheNextGoesOn(int status)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, _) => number == 1 ? status : 200;
        using var spool = new SendingSpool(receiver.Url, records: 2);

        (await spool.FlushAsync()).ShouldBe(0);

        Bodies(receiver).ShouldBe("ab");
        spool.Waited.ShouldBe(TimeSpan.Zero);
        spool.PutAside.ShouldBe(1);
        spool.Log.Lines.ShouldHaveSingleItem().ShouldBe($"Error: The receiver refused home of run run with status {status}; the record was put aside.");
    }

    /// <summary>PRB-06: a wrong key is told as an error, loses nothing, and is asked again every 5 minutes until it is right.</summary>
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Send_KeyOrAddressIsWrong_ParksTellsAndDeliversAllOnceItIsRight(int status)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, _) => number <= 2 ? status : 200;
        using var spool = new SendingSpool(receiver.Url, records: 3);

        await spool.Sender.StartAsync(TestContext.Current.CancellationToken);
        await Wait.ForAsync(() => spool.Spool.Count == 0, "all delivered");
        await spool.Sender.StopAsync(TestContext.Current.CancellationToken);

        Bodies(receiver).ShouldBe("aaabc");
        spool.Clock.Waits.ShouldBe([TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)]);
        spool.PutAside.ShouldBe(0);
        spool.Log.Lines.First().ShouldBe($"Error: The receiver answers {status}: address or ingest key is wrong. Results are kept, next try in 5 minutes.");
    }

    /// <summary>PRB-06: a redirect to another host is not followed, by the key least of all.</summary>
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Flush_RedirectToAnotherHost_IsNeverFollowed(int status)
    {
        await using var other = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, response) =>
        {
            response.Headers.Location = other.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/v1/traces";
            return status;
        };
        using var spool = new SendingSpool(receiver.Url, records: 2);

        (await spool.FlushAsync()).ShouldBe(2);

        receiver.Requests.ShouldHaveSingleItem().Headers.Authorization.ToString().ShouldBe("Bearer key");
        other.Requests.ShouldBeEmpty();
        spool.PutAside.ShouldBe(0);
    }

    /// <summary>PRB-06: jitter; the ceiling of the waits doubles from 1 s to 60 s.</summary>
    [Fact]
    public async Task Flush_AwayForLong_WaitsAtRandomBelowADoublingCeiling()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (number, _) => number <= 12 ? 503 : 200;
        using var spool = new SendingSpool(receiver.Url);

        (await spool.FlushAsync()).ShouldBe(0);

        // A wait below a millisecond sets no timer.
        var waits = spool.Clock.Waits;
        waits.Count.ShouldBeInRange(10, 12);
        waits.ShouldAllBe(wait => wait < TimeSpan.FromSeconds(60));
        waits.Take(3).ShouldAllBe(wait => wait < TimeSpan.FromSeconds(8));
        Deviation(waits).ShouldBeGreaterThan(0);
    }

    /// <summary>PRB-06: at each number of failures, with Retry-After and without.</summary>
    [Theory]
    [InlineData(null, 0)]
    [InlineData(7, 7)]
    [InlineData(1_000_000_000, 300)]
    public void Delay_ManyDraws_SpreadOverTheWholeCeiling(int? retryAfter, int atLeast)
    {
        var random = new Random(6);
        for (var failures = 1; failures <= 12; failures++)
        {
            var ceiling = Math.Min(60, Math.Pow(2, failures - 1));
            var delays = Enumerable.Range(0, 500)
                .Select(_ => DeliveryRule.Delay(failures, retryAfter is { } given ? TimeSpan.FromSeconds(given) : null, random.NextDouble())).ToList();

            delays.Min().TotalSeconds.ShouldBeInRange(atLeast, atLeast + (ceiling * 0.05));
            delays.Max().TotalSeconds.ShouldBeInRange(atLeast + (ceiling * 0.95), atLeast + ceiling);
            Deviation(delays).ShouldBeInRange(ceiling * 0.25, ceiling * 0.33, "even draws deviate by 0.29 of the ceiling");
        }
    }

    private static string Bodies(Receiver receiver) => string.Concat(receiver.Requests.Select(request => (char)request.Body.Single()));

    private static double Deviation(IReadOnlyList<TimeSpan> delays)
    {
        var mean = delays.Average(delay => delay.TotalSeconds);
        return Math.Sqrt(delays.Average(delay => Math.Pow(delay.TotalSeconds - mean, 2)));
    }
}
