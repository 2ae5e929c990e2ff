using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

public sealed class HeartbeatReaderTests
{
    [Fact]
    public void Read_Times_AreKnownToEveryProcessWithoutTheSecret()
    {
        var check = Read("heartbeat: {expects: 1d, grace: 2h, secret: \"${NIGHTLY_SECRET}\"}");

        (check.Every, check.Heartbeat!.Grace).ShouldBe((TimeSpan.FromDays(1), TimeSpan.FromHours(2)));
        (check.Confirm.Failures, check.Confirm.Successes, check.Quorum).ShouldBe((1, 1, 1));
        check.SilentAfter.ShouldBe(TimeSpan.FromHours(26));
        check.WorstCaseToDetect.ShouldBe(TimeSpan.FromHours(26) + TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("1d", 3600)]
    [InlineData("20m", 300)]
    public void Read_NoGrace_IsAQuarterAndAtMostAnHour(string expects, int seconds) =>
        Read($"heartbeat: {{expects: {expects}, secret: s}}").Heartbeat!.Grace.TotalSeconds.ShouldBe(seconds);

    [Fact]
    public void Read_OwnConfirm_Counts() =>
        Read("{heartbeat: {expects: 5m, secret: s}, confirm: {failures: 3}}").Confirm.ShouldBe(new Confirmation(3, 2, TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData("heartbeat: {secret: s}", "the key 'expects' is missing")]
    [InlineData("heartbeat: {expects: 1d}", "the key 'secret' is missing")]
    [InlineData("heartbeat: {expects: 1s, secret: s}", "a duration from 10s")]
    [InlineData("heartbeat: {expects: 1d, secret: s, period: 1d}", "known here: expects, grace, secret")]
    [InlineData("{heartbeat: {expects: 1d, secret: s}, every: 1m}", "'every' says nothing of a heartbeat")]
    [InlineData("{heartbeat: {expects: 1d, secret: s}, timeout: 1m}", "'timeout' says nothing of a heartbeat")]
    public void Read_Mistake_SaysWhatIsExpected(string entry, string said) =>
        SyntheticsText.Load(Text(entry)).Lines.ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static CheckDefinition Read(string entry)
    {
        var (configuration, lines) = SyntheticsText.Load(Text(entry));
        lines.ShouldBeEmpty();
        return configuration!.Checks["nightly"];
    }

    private static string Text(string entry) => $"{SyntheticsText.Sites}checks:\n  nightly: {(entry.StartsWith('{') ? entry : "{" + entry + "}")}\n";
}
