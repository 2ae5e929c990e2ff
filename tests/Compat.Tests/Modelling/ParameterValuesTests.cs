using Aspire.Hosting.Modelling;
using Microsoft.Extensions.Configuration;

namespace Compat.Tests.Modelling;

public sealed class ParameterValuesTests : IDisposable
{
    private static readonly GenerateParameterDefault Generated = new() { MinLength = 43, Special = false };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compat-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "id", "secrets.json");

    public void Dispose() => _folder.Delete(recursive: true);

    private ParameterValues Values(params (string Key, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), Path);

    [Fact]
    public void Get_NothingGiven_MakesAKeyThatTheNextStartFinds()
    {
        var made = Values().Get("ingest-key", Generated, persist: true);

        made.Length.ShouldBe(43);
        made.ShouldAllBe(character => char.IsAsciiLetterOrDigit(character));
        Values().Get("ingest-key", Generated, persist: true).ShouldBe(made);
        Values().Get("probe-key", Generated, persist: true).ShouldNotBe(made);
        Values().Get("ingest-key", Generated, persist: true).ShouldBe(made);
    }

    [Fact]
    public void Get_NewFile_IsTheOwnersOnly()
    {
        Values().Get("ingest-key", Generated, persist: true);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Get_NotToPersist_WritesNothing()
    {
        Values().Get("ingest-key", Generated, persist: false);

        File.Exists(Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Parameters:ingest-key")]
    [InlineData("Parameters:ingest_key")]
    public void Get_Configured_WinsOverTheKeptOne(string key)
    {
        Values().Get("ingest-key", Generated, persist: true);

        Values((key, "given")).Get("ingest-key", Generated, persist: true).ShouldBe("given");
    }

    [Fact]
    public void Get_FileOfTheUserSecretsTool_KeepsItsOtherEntries()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "\uFEFF{ \"Other\": \"kept\" /* mine */ }");

        Values().Get("ingest-key", Generated, persist: true);

        File.ReadAllText(Path).ShouldContain("\"Other\": \"kept\"");
    }

    [Fact]
    public void Get_DamagedFile_SaysWhichAndWhatToDo()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "{");

        Should.Throw<ModelException>(() => Values().Get("ingest-key", Generated, persist: true)).Message.ShouldContain(Path);
    }
}
