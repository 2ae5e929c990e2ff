using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SyntheticOps.Gateway.Tests.Webhooks;

/// <summary>What no kill can show: the kernel was told to write the record and its folder before the sender was told 200.</summary>
public sealed class SyncTests : IDisposable
{
    private const string Tracer = "/usr/bin/strace";

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Record_ThenItsFolder_AreSynced_BeforeTheAnswer()
    {
        Assert.SkipUnless(File.Exists(Tracer), "strace is not installed");
        using var gateway = await GatewayProcess.StartAsync(
            _data, ("services__parfumerie__http__0", "http://127.0.0.1:1"), ("STRIPE_WEBHOOK_SECRET", PayingShop.Secret),
            ("Webhooks__Routes__stripe__Path", PayingShop.Path), ("Webhooks__Routes__stripe__Scheme", "stripe"));
        var trace = _data.File("trace");
        using var strace = Process.Start(new ProcessStartInfo(Tracer, ["-f", "-e", "trace=openat,fsync,rename,sendto", "-s", "20", "-o", trace, "-p", gateway.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        try
        {
            // It says so when it is attached, and ends when it may not be.
            var attached = await strace.StandardError.ReadLineAsync(RunningGateway.Token);
            Assert.SkipUnless(attached?.Contains("attached", StringComparison.Ordinal) == true, $"strace may not attach: {attached}");
            using var sender = new HttpClient { BaseAddress = gateway.Http };

            (await sender.SendAsync("evt_1", TimeProvider.System.GetUtcNow())).StatusCode.ShouldBe(HttpStatusCode.OK);

            await Stripe.UntilAsync(async () => (await LinesAsync(trace)).Any(IsAnswer), "the answer in the trace");
        }
        finally
        {
            strace.Kill();
            await strace.WaitForExitAsync(RunningGateway.Token);
        }

        var calls = (await LinesAsync(trace)).ToList();
        var record = calls.FindIndex(line => line.Contains(".part\", O_WRONLY", StringComparison.Ordinal) && line.Contains("0600", StringComparison.Ordinal));
        var named = calls.FindIndex(line => line.Contains(" rename(", StringComparison.Ordinal) && line.Contains(".webhook\"", StringComparison.Ordinal));
        var answer = calls.FindIndex(IsAnswer);
        record.ShouldBeGreaterThanOrEqualTo(0);
        Syncs(record, named).ShouldBeGreaterThanOrEqualTo(1);
        Syncs(named, answer).ShouldBeGreaterThanOrEqualTo(1);

        // A call that another thread's call interrupts is "resumed" in a line of its own.
        int Syncs(int from, int to) => calls.Take(to).Skip(from).Count(line => line.Contains("fsync", StringComparison.Ordinal) && line.EndsWith("= 0", StringComparison.Ordinal));
    }

    private static bool IsAnswer(string line) => line.Contains("\"HTTP/1.1 200", StringComparison.Ordinal);

    private static async Task<string[]> LinesAsync(string trace) => File.Exists(trace) ? await File.ReadAllLinesAsync(trace, RunningGateway.Token) : [];
}
