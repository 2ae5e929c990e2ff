using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.ServiceDefaults.Tests.Configuration;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static IConfiguration With(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

    [Fact]
    public void Open_Twice_RefusesTheSecondWithExitCode3()
    {
        var configuration = With("SYNOPS_DATA", _folder.File("data"));
        using var first = DataFolder.Open(configuration, "collector");

        var refusal = Should.Throw<StartupException>(() => DataFolder.Open(configuration, "collector"));

        refusal.ExitCode.ShouldBe(3);
        refusal.Message.ShouldContain("SYNOPS_DATA");
    }

    [Fact]
    public void Open_NewFolder_IsTheOwnersOnly()
    {
        using var data = DataFolder.Open(With("SYNOPS_DATA", _folder.File("data")), "collector");

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(data.Root).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Open_WithoutSetting_LiesBesideTheConfiguration()
    {
        using var data = DataFolder.Open(With("SYNOPS_CONFIG", _folder.File("synthetics.yaml")), "gateway");

        data.Root.ShouldBe(Path.Combine(_folder.Path, ".synops", "gateway"));
    }

    [Fact]
    public void WriteAllText_ExistingFile_IsReplacedWhole()
    {
        OwnerOnly.WriteAllText(_folder.File("state"), "a longer first text");
        OwnerOnly.WriteAllText(_folder.File("state"), "second");

        File.ReadAllText(_folder.File("state")).ShouldBe("second");
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }
}
