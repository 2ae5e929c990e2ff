using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Checks.Spooling;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>PRB-05: a disk that is full, read-only or gone.</summary>
public sealed class RefusingDiskTests : IDisposable
{
    private const string Full = "/dev/full";

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("synops-");
    private readonly FakeClock _clock = new();

    private string Folder => Path.Combine(_parent.FullName, "spool");

    public void Dispose() => _parent.Delete(recursive: true);

    /// <summary>PRB-05: the kernel's own ENOSPC.</summary>
    [Fact]
    public void Append_DeviceIsFull_SaysSoAndTellsTheGap()
    {
        Assert.SkipUnless(File.Exists(Full), "There is no /dev/full here.");
        using var spool = Open(_ => new FileStream(Full, FileMode.Open, FileAccess.Write));

        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            spool.Append(Item(i, size: i * 10_000)).ShouldBeFalse();
        }

        spool.WriteError.ShouldNotBeNull().ShouldContain("space");
        (spool.Count, spool.Dropped).ShouldBe((0, 5));
        var gap = spool.Gaps.Take().ShouldHaveSingleItem();
        (gap.Check, gap.Results, gap.To - gap.From).ShouldBe(("home", 5, TimeSpan.FromMinutes(4)));
    }

    /// <summary>PRB-05: half a record takes the last room of a full disk and would be counted as damage later.</summary>
    [Fact]
    public void Append_DiskFillsInTheMiddle_LeavesNoTornFileAndGoesOnWhenThereIsRoom()
    {
        var room = 0L;
        using (var spool = Open(path => new SmallDisk(path, room)))
        {
            foreach (var bytes in (long[])[1000, 0, 80, 120, 1000])
            {
                room = bytes;
                spool.Append(Item((int)bytes)).ShouldBe(bytes == 1000);
            }

            spool.WriteError.ShouldBeNull();
            (spool.Count, spool.Dropped).ShouldBe((2, 3));
            Directory.GetFiles(Folder, "*.rec").Length.ShouldBe(2);
        }

        using var again = Open();
        again.Oldest().ShouldNotBeNull();
        (again.Count, again.Damaged).ShouldBe((2, 0));
    }

    /// <summary>PRB-05: root ignores modes, so a file stands where the folder was; what waited in it is not given up.</summary>
    [Fact]
    public void Append_FolderIsAway_SaysSoAndLosesNothingThatWasKept()
    {
        using var spool = Open();
        spool.Append(Item(1)).ShouldBeTrue();
        spool.Append(Item(2)).ShouldBeTrue();
        Directory.Move(Folder, Folder + ".away");
        File.WriteAllText(Folder, "");

        spool.Append(Item(3)).ShouldBeFalse();
        spool.WriteError.ShouldNotBeNull();
        Should.Throw<IOException>(() => spool.Oldest());

        File.Delete(Folder);
        Directory.Move(Folder + ".away", Folder);
        File.Exists(Path.Combine(Folder, "gaps.json")).ShouldBeFalse();
        spool.Append(Item(4)).ShouldBeTrue();
        spool.WriteError.ShouldBeNull();
        File.ReadAllText(Path.Combine(Folder, "gaps.json")).ShouldContain("home", customMessage: "a restart forgets no gap");
        Drain(spool).ShouldBe(["run1", "run2", "run4"]);
        (spool.Damaged, spool.Dropped).ShouldBe((0, 1));
    }

    /// <summary>PRB-05: an acknowledged record on a disk that turned read-only is forgotten all the same.</summary>
    [Fact]
    public void Remove_FolderIsAway_GoesOn()
    {
        using var spool = Open();
        spool.Append(Item(1));
        spool.Append(Item(2));
        var first = spool.Oldest()!.Value.Number;
        Directory.Move(Folder, Folder + ".away");

        spool.Remove(first);

        spool.Count.ShouldBe(1);
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

    private SpoolItem Item(int number, int size = 100) =>
        new(SpoolKind.Spans, _clock.GetUtcNow(), $"run{number}", "home", "application/x-protobuf", new byte[size]);

    private Spool Open(Func<string, FileStream>? open = null) => new(Folder, _clock, NullLogger<Spool>.Instance, open: open);

    /// <summary>Takes so many bytes and no more, as a disk that fills up.</summary>
    private sealed class SmallDisk(string path, long room) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Position + buffer.Length > room)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }
}
