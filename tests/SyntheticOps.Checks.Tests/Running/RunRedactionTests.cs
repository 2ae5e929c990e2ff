using System.Diagnostics;
using System.Text;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Redaction;
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

    /// <summary>The words beside the message are as clean as it is, also where a secret stands in two of their parts, or in JSON of ours.</summary>
    [Theory]
    [InlineData("not 'p\"w'", "not '[REDACTED]'", false)]
    [InlineData("whole", null, true)]
    public void Clean_WordsOfAVerdict_ShowNoSecret(string text, string? english, bool split)
    {
        var redaction = new RunRedaction(Redactor.OfShapes);
        redaction.Learn(["p\"w", "passed word"]);
        var said = split ? Saying.Of("beside", "passed", "word") : Saying.Of("step", "1", "pay", text);

        var result = redaction.Clean(CheckResult.Down(Reasons.StepFailed, said));

        result.Said?.ToString().ShouldBe(english is null ? null : $"Step 1 'pay': {english}");
        result.Message.ShouldBe(split ? "[REDACTED]" : $"Step 1 'pay': {english}");
    }

    [Fact]
    public void Clean_WordsOnASpan_ShowNoSecret()
    {
        var redaction = new RunRedaction(Redactor.OfShapes);
        redaction.Learn(["p\"w-secret"]);
        using var span = new Activity("step");
        span.SetTag(SyntheticTelemetry.Attributes.MessageParts, Saying.Of("quoted", "p\"w-secret").Pack());

        redaction.Clean(span);

        Saying.Read((string?)span.GetTagItem(SyntheticTelemetry.Attributes.MessageParts)).ShouldNotBeNull().ToString().ShouldBe("'[REDACTED]'");
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
