using SyntheticOps.Collector.Receiving.Heartbeats;

namespace SyntheticOps.Collector.Tests.Receiving.Heartbeats;

public sealed class HeartbeatReportTests
{
    [Theory]
    [InlineData(null, "Success", null)]
    [InlineData("start", "Start", null)]
    [InlineData("fail", "Failure", null)]
    [InlineData("0", "Success", 0)]
    [InlineData("1", "Failure", 1)]
    [InlineData("255", "Failure", 255)]
    [InlineData("256", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("+1", null, null)]
    [InlineData("success", null, null)]
    [InlineData("", null, null)]
    public void OfForm_LastPart_IsReadOrNot(string? form, string? status, int? code)
    {
        var report = HeartbeatReport.OfForm(form);

        (report?.Status.ToString(), report?.ExitCode).ShouldBe((status, code));
    }

    [Theory]
    [InlineData(null, null, null, "Success")]
    [InlineData("failure", null, null, "Failure")]
    [InlineData("success", 3, null, "Success")]
    [InlineData(null, 3, null, "Failure")]
    [InlineData("start", null, null, "Start")]
    [InlineData("ok", null, null, null)]
    [InlineData(null, 256, null, null)]
    [InlineData(null, null, -1.0, null)]
    [InlineData(null, null, 1e9, null)]
    [InlineData(null, null, double.NaN, null)]
    public void With_Body_IsReadOrAMistake(string? status, int? code, double? seconds, string? expected)
    {
        var (report, mistake) = new HeartbeatReport(HeartbeatStatus.Success).With(new HeartbeatBody(status, code, seconds));

        report?.Status.ToString().ShouldBe(expected);
        (mistake is null).ShouldBe(expected is not null);
    }

    [Fact]
    public void WithText_LongLog_KeepsItsEndInOneLine()
    {
        var report = new HeartbeatReport(HeartbeatStatus.Failure).WithText(new string('a', 5000) + "\r\n\u001b[31mdisk\t full\n");

        report.Message!.Length.ShouldBe(400);
        report.Message.ShouldEndWith("a [31mdisk full");
        new HeartbeatReport(HeartbeatStatus.Failure).WithText(" \n").Message.ShouldBeNull();
    }
}
