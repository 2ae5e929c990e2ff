using System.Globalization;
using System.Text;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class BackupRuleTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-06-10T06:00:00Z", CultureInfo.InvariantCulture);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-backup-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("2026-06-10T05:00:00Z", 500, null)]
    [InlineData("2026-06-09T04:00:00Z", 500, null)]
    [InlineData("2026-06-09T03:59:59Z", 500, "backup-stale")]
    [InlineData("2026-06-10T05:00:00Z", 99, "backup-small")]
    [InlineData("2026-06-10T05:00:00Z", null, null)]
    [InlineData("2026-06-11T05:00:00Z", 500, null)]
    [InlineData(null, null, "backup-stale")]
    public void Judge_Seen_ByAgeAndSize(string? at, int? bytes, string? code) => BackupRule.Judge(
        new BackupSeen(at is null ? null : DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), bytes), Now, TimeSpan.FromHours(26), 100)?.Code.ShouldBe(code);

    [Fact]
    public void Judge_NotSeen_IsAWarningOnly() =>
        BackupRule.Judge(new BackupSeen(null, Fault: Saying.Text("no.")), Now, TimeSpan.FromHours(26), 1)!.Code.ShouldBe("backup-unseen");

    [Fact]
    public async Task Files_Pattern_NewestCounts()
    {
        var place = new BackupFiles(Path.Combine(_folder.FullName, "shop-*.dump"));
        (await LookAsync(place)).At.ShouldBeNull();
        Write("shop-1.dump", 5, Now.AddDays(-2));
        Write("shop-2.dump", 7, Now.AddDays(-1));
        Write("other.dump", 9, Now);

        (await LookAsync(place)).ShouldBe(new BackupSeen(Now.AddDays(-1), 7, "shop-2.dump"));
        (await LookAsync(new BackupFiles(Path.Combine(_folder.FullName, "none", "*.dump")))).ShouldBe(new BackupSeen(null));
    }

    [Theory]
    // As Supabase's management API answers.
    [InlineData("""{"pitr_enabled": false, "backups": [{"status": "COMPLETED", "inserted_at": "2026-06-09T03:00:00Z"}, {"status": "FAILED", "inserted_at": "2026-06-10T03:00:00Z"}]}""", null, null, "2026-06-09T03:00:00Z")]
    [InlineData("""{"backups": [], "physical_backup_data": {"latest_physical_backup_date_unix": 1781060400}}""", null, null, "2026-06-10T03:00:00Z")]
    [InlineData("""{"backups": []}""", null, null, "")]
    [InlineData("""{"last": {"at": 1781060400}}""", "$.last.at", null, "2026-06-10T03:00:00Z")]
    [InlineData("""{"last": {"at": "2026-06-10 03:00"}}""", "$.last.at", null, "2026-06-10T03:00:00Z")]
    [InlineData("""{"last": {}}""", "$.last.at", "Wed, 10 Jun 2026 03:00:00 GMT", null)]
    [InlineData("no JSON", "$.last.at", null, null)]
    [InlineData("PGDMP", null, "Wed, 10 Jun 2026 03:00:00 GMT", "2026-06-10T03:00:00Z")]
    [InlineData("[]", null, null, null)]
    [InlineData("""{"backups": [5, {"inserted_at": 7}]}""", null, null, null)]
    public void List_Answer_IsReadOrAFault(string body, string? at, string? modified, string? expected)
    {
        var seen = BackupList.Read(Exchange(body, modified), at is null ? null : JsonPath.Parse(at));

        (seen.Fault is null).ShouldBe(expected is not null, seen.Fault?.ToString());
        seen.At.ShouldBe(expected is null or "" ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
    }

    private static Task<BackupSeen> LookAsync(BackupPlace place) =>
        place.LookAsync(Probe.Run(Probe.SiteOf(new Uri("http://127.0.0.1:1")), Probe.Definition(null)), TestContext.Current.CancellationToken);

    private static HttpExchange Exchange(string body, string? modified)
    {
        var url = new Uri("https://api.example/backups");
        HttpHeader[] headers = modified is null ? [] : [new("Last-Modified", modified)];
        return new HttpExchange { Requested = url, Url = url, Timings = new HttpTimings(), Hops = [new HttpHop(url, 200, headers)], Body = Encoding.UTF8.GetBytes(body) };
    }

    private void Write(string name, int bytes, DateTimeOffset at)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, at.UtcDateTime);
    }
}
