using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class MaintenanceJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("maintenance.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NothingWritten_HasNoState()
    {
        using var journal = MaintenanceJournal.Open(Path);

        journal.Last.ShouldBeNull();
    }

    [Fact]
    public void Open_AfterAppends_GivesTheLast()
    {
        Append(1, 2, 3);

        using var journal = MaintenanceJournal.Open(Path);

        journal.Last!.Version.ShouldBe(3);
        journal.Last.Scope.Paths.ShouldBe(["/checkout"]);
    }

    [Theory]
    [InlineData("{\"mode\":\"off\",\"sco")]
    [InlineData("garbage")]
    public void Open_TornLastLine_GivesTheOneBefore(string torn)
    {
        Append(1, 2);
        File.AppendAllText(Path, torn);

        using var journal = MaintenanceJournal.Open(Path);

        journal.Last!.Version.ShouldBe(2);
    }

    [Fact]
    public void Append_AfterTornLine_IsReadable()
    {
        Append(1);
        File.AppendAllText(Path, "{\"mo");
        Append(2);

        using var journal = MaintenanceJournal.Open(Path);

        journal.Last!.Version.ShouldBe(2);
    }

    [Fact]
    public void Open_UnreadableWholeLine_RefusesToStart()
    {
        File.WriteAllText(Path, "{\"mode\":\"on\"}\n");

        var refusal = Should.Throw<StartupException>(() => MaintenanceJournal.Open(Path));

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain(Path);
    }

    [Fact]
    public void Open_VeryLongJournal_IsCutToTheLastTwoLines()
    {
        Append([.. Enumerable.Range(1, 3)]);
        File.AppendAllLines(Path, Enumerable.Repeat(File.ReadLines(Path).Last(), 1_000));

        using (var journal = MaintenanceJournal.Open(Path))
        {
            journal.Last!.Version.ShouldBe(3);
        }

        File.ReadLines(Path).Count().ShouldBe(2);
    }

    [Fact]
    public void Append_VeryManyChanges_StaysBoundedAndKeepsTheLast()
    {
        using (var journal = MaintenanceJournal.Open(Path))
        {
            for (var version = 1; version <= 405; version++)
            {
                journal.Append(MaintenanceState.Initial(DateTimeOffset.UnixEpoch) with { Version = version });
            }
        }

        File.ReadLines(Path).Count().ShouldBe(7);
        using var again = MaintenanceJournal.Open(Path);
        (again.BeforeLast!.Version, again.Last!.Version).ShouldBe((404, 405));
    }

    private void Append(params int[] versions)
    {
        using var journal = MaintenanceJournal.Open(Path);
        foreach (var version in versions)
        {
            journal.Append(MaintenanceState.Initial(DateTimeOffset.UnixEpoch) with { Version = version, Scope = new([], ["/checkout"], []) });
        }
    }
}
