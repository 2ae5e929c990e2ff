using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys;

namespace SyntheticOps.Prober.Tests.Journeys.Reading;

public sealed class IncludeReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journeys");

    [Fact]
    public void Read_SharedSteps_TakeTheirPlaceWithVariablesAndNames()
    {
        Write("shared/login.yaml", "variables: {user: anna, color: red}\nsteps:\n  - {open: /login}\n  - {name: in, fill: {label: Name, with: $user}}");
        var (journey, mistakes) = Read("name: N\nvariables: {user: bob}\nsteps:\n  - {open: /}\n  - {include: shared/login.yaml, name: staff}\n  - {open: /end}");

        mistakes.ShouldBeEmpty();
        journey.Steps.Select(step => (step.Index, step.Name)).ShouldBe([(1, "open /"), (2, "staff: open /login"), (3, "staff: in"), (4, "open /end")]);
        journey.Steps[2].Place!.ToString().ShouldBe("shared/login.yaml(4,5)");
        journey.Variables.Select(variable => variable.Name).ShouldBe(["user", "color"]);
    }

    [Fact]
    public void Read_MistakeInASharedFile_NamesThatFile()
    {
        Write("shared/login.yaml", "steps:\n  - {opn: /login}");

        Read("name: N\nsteps: [{include: shared/login.yaml}]").Mistakes.ShouldContain(line => line.StartsWith("shared/login.yaml(2,6): the key 'opn' is not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../secrets.yaml")]
    [InlineData("/etc/hostname")]
    [InlineData("link.yaml")]
    public void Read_OutsideOfTheFolder_IsRefused(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link.yaml"), "/etc/hostname");
        }

        Read($"name: N\nsteps: [{{include: {path}}}]").Mistakes.ShouldContain(line => line.Contains("a file in the journey's own folder", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Cycle_IsRefused()
    {
        Write("a.yaml", "steps: [{include: b.yaml}]");
        Write("b.yaml", "steps: [{include: a.yaml}]");

        Read("name: N\nsteps: [{include: a.yaml}]").Mistakes.ShouldContain("b.yaml(1,19): this file includes itself, directly or through another one");
    }

    [Fact]
    public void Read_MissingFile_IsAMistake() =>
        Read("name: N\nsteps: [{include: none.yaml}]").Mistakes.ShouldContain(line => line.StartsWith("none.yaml(1,1): the file cannot be read", StringComparison.Ordinal));

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private (Journey Journey, IReadOnlyList<string> Mistakes) Read(string yaml)
    {
        Write("journey.yaml", yaml);
        var errors = new ConfigErrors();
        var journey = JourneyFile.Read(Path.Combine(_folder.FullName, "journey.yaml"), new Variables(_ => null), errors);
        errors.ReportUnread();
        return (journey, [.. errors.Lines.Select(line => line.Replace(_folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))]);
    }
}
