using System.Security.Cryptography;
using SyntheticOps.Collector.Storage.Migrations;
using SyntheticOps.Collector.Storage.Sqlite;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Tests.Storage;

public sealed class StoreFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Damages => ["garbage", "half", "short"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Open_DamagedFile_RefusedAndUnchanged(string damage)
    {
        using var folder = new TemporaryFolder();
        using (var store = new TestStore(folder))
        {
            await store.Telemetry.AppendAsync(Samples.Batch(Enumerable.Range(1, 200).Select(n => Samples.Span(n, n))), Token);
        }

        var path = folder.File(StoreFile.FileName);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        var damaged = damage switch
        {
            "garbage" => RandomNumberGenerator.GetBytes(bytes.Length),
            "half" => bytes[..(bytes.Length / 2)],
            _ => bytes[..50],
        };
        await File.WriteAllBytesAsync(path, damaged, Token);

        Should.Throw<StartupException>(() => new TestStore(folder)).Message.ShouldContain("left as it is");
        (await File.ReadAllBytesAsync(path, Token)).ShouldBe(damaged);
    }

    [Fact]
    public async Task Open_NewerSchema_RefusedAndUnchanged()
    {
        using var folder = new TemporaryFolder();
        using (new TestStore(folder, null, new Step(900, "from-the-future")))
        {
        }

        var path = folder.File(StoreFile.FileName);
        var before = await File.ReadAllBytesAsync(path, Token);

        Should.Throw<StartupException>(() => new TestStore(folder)).Message.ShouldContain("900 from-the-future");
        (await File.ReadAllBytesAsync(path, Token)).ShouldBe(before);
    }

    [Fact]
    public void Open_StepFails_NothingOfItRemains()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<StartupException>(() => new TestStore(folder, null, new Step(2, "broken", "create table t (n); create table t (n);")));

        using var store = new TestStore(folder, null, new Step(2, "mended", "create table t (n)"));
        store.Writer.Trouble.ShouldBeNull();
    }

    [Fact]
    public void Open_SameNumberTwice_Throws()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<InvalidOperationException>(() => new TestStore(folder, null, new Step(1, "again"))).Message.ShouldContain("number 1");
    }

    [Fact]
    public void Open_SecondTime_RefusedWithExitCode3()
    {
        using var folder = new TemporaryFolder();
        using var store = new TestStore(folder);
        Should.Throw<StartupException>(() => new TestStore(folder)).ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Open_NewFile_OnlyItsOwnerMayRead()
    {
        using var store = new TestStore();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(store.File.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private sealed record Step(int Number, string Name, string Sql = "create table future (n)") : IMigration;
}
