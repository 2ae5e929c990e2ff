using System.Text;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Running;

/// <summary>RED-04 at the probe: secrets are taken out before the first write. RedactorTests has the stage that fails, the collector's RedactionTests what comes in.</summary>
public sealed class RunRedactionTests
{
    private const string Password = "canary-Passw0rd";
    private const string Card = "4242424242424242";

    /// <summary>A picture or an archive that still holds one, or cannot be read, is dropped whole: 0 raw in the spool.</summary>
    [Fact]
    public async Task RunAsync_SecretsInAllThatARunSays_AreNotInTheSpool()
    {
        await using var receiver = await Receiver.StartAsync();
        using var host = new ProbeHost(SayAsync, endpoint: receiver.Url);

        var report = (await host.Batch.RunAsync(Triggers.Ci, null, 1, CancellationToken.None)).ShouldHaveSingleItem();

        report.Artifacts.Select(artifact => artifact.Name).ShouldBe(["console.json", "dom.html.txt"]);
        report.Result.Message.ShouldBe("not '[REDACTED]'");
        var spool = Directory.GetFiles(Path.Combine(host.Data, "spool"), "*.rec").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))).ToList();
        spool.Count.ShouldBe(3, "two artifacts and the spans");
        spool.ShouldAllBe(record => !record.Contains(Password, StringComparison.Ordinal) && !record.Contains(Card, StringComparison.Ordinal));
        spool.ShouldAllBe(record => record.Contains("[REDACTED]", StringComparison.Ordinal));
    }

    private static async Task<CheckResult> SayAsync(CheckRun run, CancellationToken token)
    {
        run.Redaction.Learn([Password]);
        using (var child = RunSource.Instance.StartActivity($"typed {Password}"))
        {
            child!.SetTag("db.query.text", $"select '{Card}'").SetTag("card", 4242424242424242L);
        }

        await AddAsync("console.json", "application/json", $$"""{"line": "{{Password}} {{Card}}"}""");
        await AddAsync("dom.html.txt", "text/plain", $"<p>{Card}</p>{Password}");
        await AddAsync("step-1.jpg", "image/jpeg", $"comment {Password}");
        await AddAsync("trace.zip", "application/zip", "no archive at all");
        return CheckResult.Down(Reasons.StepFailed, Saying.Text($"not '{Password}'"), new Finding("code", Severity.Error, FindingKind.State, Password, [Card], $"Text {Card}."));

        Task AddAsync(string name, string mediaType, string content) => run.Artifacts.AddAsync(name, mediaType, Encoding.UTF8.GetBytes(content), token);
    }
}
