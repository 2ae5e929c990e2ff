using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Checks.Spooling;

namespace SyntheticOps.Checks.Tests.Spooling;

public sealed class SpoolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-");
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Append_Restart_KeepsEverythingInOrder()
    {
        using (var spool = Open())
        {
            for (var i = 0; i < 12; i++)
            {
                spool.Append(Item(i)).ShouldBeTrue();
            }

            spool.Remove(spool.Oldest()!.Value.Number);
        }

        using var again = Open();
        again.Append(Item(12));

        Drain(again).ShouldBe(Enumerable.Range(1, 12).Select(number => $"run{number}"));
    }

    [Fact]
    public void Oldest_Damage_IsPutAsideCountedAndTheRestDelivered()
    {
        using (var spool = Open())
        {
            for (var i = 0; i < 8; i++)
            {
                spool.Append(Item(i));
            }
        }

        var files = Directory.GetFiles(_folder.FullName, "*.rec").Order(StringComparer.Ordinal).ToArray();
        Change(files[0], bytes => bytes[..^3]);
        Change(files[1], bytes => [.. bytes[..20], (byte)(bytes[20] ^ 1), .. bytes[21..]]);
        Change(files[2], bytes => [255, 255, 255, 255, .. bytes[4..]]);
        Change(files[3], bytes => new byte[bytes.Length]);
        Change(files[4], _ => []);
        Change(files[5], bytes => [.. bytes, 1]);
        File.WriteAllText(Path.Combine(_folder.FullName, "notes.txt"), "foreign");
        File.WriteAllText(Path.Combine(_folder.FullName, "foreign.rec"), "foreign");
        using var again = Open();

        Drain(again).ShouldBe(["run6", "run7"]);
        again.Damaged.ShouldBe(6);
        Directory.GetFiles(Path.Combine(_folder.FullName, "refused")).Length.ShouldBe(6);
    }

    [Fact]
    public void Append_BeyondTheCap_DropsTheOldestAndCounts()
    {
        using var spool = Open(maximumBytes: 4000);
        for (var i = 0; i < 20; i++)
        {
            spool.Append(Item(i, size: 400));
        }

        var left = Drain(spool);
        left[^1].ShouldBe("run19");
        (left.Count + spool.Dropped).ShouldBe(20);
        (left.Count * 400).ShouldBeLessThan(4000);
    }

    [Fact]
    public void Append_BeyondTheCap_DropsTheOldestSuccessesAndTheirPicturesFirst()
    {
        using (var spool = Open(maximumBytes: 6000))
        {
            for (var i = 0; i < 20; i++)
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                spool.Append(new SpoolItem(SpoolKind.Artifact, _clock.GetUtcNow(), $"run{i}", "film-1.jpg", "image/jpeg", new byte[200]));
                spool.Append(new SpoolItem(i % 4 == 0 ? SpoolKind.Spans : SpoolKind.GoodSpans, _clock.GetUtcNow(), $"run{i}", "home", "application/x-protobuf", new byte[400]));
            }
        }

        using var again = Open(maximumBytes: 6000);
        again.Append(Item(20, size: 400));
        var gap = again.Gaps.Take().ShouldHaveSingleItem();
        var left = Drain(again);

        left.Where(run => run is "run0" or "run4" or "run8" or "run12" or "run16").Distinct().Count().ShouldBe(5, "every failure is kept while a success remains");
        left.ShouldContain("run19");
        left.ShouldNotContain("run1");
        gap.Check.ShouldBe("home");
        gap.Results.ShouldBeGreaterThan(3);
        gap.From.ShouldBe(new FakeClock().GetUtcNow().AddMinutes(2));
        again.Gaps.Take().ShouldBeEmpty();
    }

    [Fact]
    public void Oldest_AfterThreeDays_IsDropped()
    {
        using var spool = Open();
        spool.Append(Item(0));
        _clock.Advance(TimeSpan.FromHours(71));
        spool.Append(Item(1));
        _clock.Advance(TimeSpan.FromHours(2));

        Drain(spool).ShouldBe(["run1"]);
        spool.Dropped.ShouldBe(1);
    }

    [Fact]
    public void Append_DiskRefuses_SaysSoAndGoesOn()
    {
        using var spool = Open();
        File.WriteAllText(Path.Combine(_folder.FullName, "0000000000000001.rec"), "in the way");

        spool.Append(Item(0)).ShouldBeFalse();
        spool.WriteError.ShouldNotBeNull();
        spool.Append(Item(1)).ShouldBeTrue();
        spool.WriteError.ShouldBeNull();
        spool.Dropped.ShouldBe(1);
    }

    /// <summary>PRB-08: what waits is not outdated because the wall clock was set.</summary>
    [Fact]
    public void Oldest_WallClockMovesADay_DropsNothing()
    {
        using var spool = Open();
        spool.Append(Item(0));
        _clock.SetBack(TimeSpan.FromDays(1));
        spool.Append(Item(1));
        _clock.SetBack(TimeSpan.FromDays(-2));
        spool.Append(Item(2));

        Drain(spool).ShouldBe(["run0", "run1", "run2"]);
        spool.Dropped.ShouldBe(0);
    }

    [Fact]
    public void Decode_AnyTruncation_IsNull()
    {
        var record = Item(1).Encode();
        for (var length = 0; length < record.Length; length++)
        {
            SpoolItem.Decode(record[..length]).ShouldBeNull();
        }

        SpoolItem.Decode(record)!.Body.ToArray().ShouldBe(Item(1).Body.ToArray());
    }

    private static List<string> Drain(Spool spool)
    {
        var runs = new List<string>();
        while (spool.Oldest() is var (number, item))
        {
            runs.Add(item.RunId);
            spool.Remove(number);
        }

        return runs;
    }

    private static void Change(string file, Func<byte[], byte[]> change) => File.WriteAllBytes(file, change(File.ReadAllBytes(file)));

    private SpoolItem Item(int number, int size = 100) =>
        new(SpoolKind.Spans, _clock.GetUtcNow(), $"run{number}", "", "application/x-protobuf", new byte[size]);

    private Spool Open(long maximumBytes = Spool.DefaultMaximumBytes) => new(_folder.FullName, _clock, NullLogger<Spool>.Instance, maximumBytes);
}
