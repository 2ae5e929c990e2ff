using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Tests.Operators;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Newest_AfterARestartAndATornLine_KeepsWhatWasWhole()
    {
        using (var first = Open())
        {
            first.Add("user:anna", "maintenance.on", "", "db");
            first.Add("user:ben", "staff.issued", "Cléa", "0193");
        }

        File.AppendAllText(_folder.File("audit.jsonl"), "{\"at\":\"2026-");
        using var second = Open();
        second.Add("gateway", "maintenance.ended");

        second.Newest(10).Select(entry => entry.Action).ShouldBe(["maintenance.ended", "staff.issued", "maintenance.on"]);
        second.Newest(1).Single().At.ShouldBe(_clock.GetUtcNow());
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_folder.File("audit.jsonl")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Add_ManyTimes_StaysBounded()
    {
        using var audit = Open();
        for (var i = 0; i < 3 * AuditTrail.Kept; i++)
        {
            audit.Add("user:anna", "maintenance.on", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        audit.Newest(int.MaxValue).Count.ShouldBe(AuditTrail.Kept);
        audit.Newest(1).Single().Subject.ShouldBe((3 * AuditTrail.Kept - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.ReadLines(_folder.File("audit.jsonl")).Count().ShouldBeLessThanOrEqualTo(2 * AuditTrail.Kept);
    }

    private AuditTrail Open() => new(_folder.File("audit.jsonl"), _clock, NullLogger<AuditTrail>.Instance);
}
