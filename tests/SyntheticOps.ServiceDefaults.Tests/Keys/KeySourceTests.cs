using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.ServiceDefaults.Tests.Keys;

public sealed class KeySourceTests : IDisposable
{
    private const string Key = "abcdefghijklmnopqrstuvwxyz";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IConfiguration Configured(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("SYNOPS_DATA", _folder.File("data"))).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
        .Build();

    [Fact]
    public void Find_FromFile_TrimsTheLineEnd()
    {
        File.WriteAllText(_folder.File("key"), Key + "\n");

        KeySource.Find(Configured(("SYNOPS_INGEST_KEY_FILE", _folder.File("key"))), "SYNOPS_INGEST_KEY").ShouldBe(Key);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("abcdefghijklmnopqrstu!wxyz")]
    [InlineData(Key + ",short")]
    public void Find_WeakKey_StopsTheStartWithoutShowingIt(string weak)
    {
        var refusal = Should.Throw<StartupException>(() => KeySource.Find(Configured(("SYNOPS_INGEST_KEY", weak)), "SYNOPS_INGEST_KEY"));

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain("SYNOPS_INGEST_KEY");
        refusal.Message.ShouldNotContain(weak);
    }

    [Fact]
    public void Require_NoneOnLoopback_MakesOneAndKeepsIt()
    {
        var configuration = Configured(("urls", "http://127.0.0.1:0"));
        using var data = DataFolder.Open(configuration, "collector");

        var first = KeySource.Require(configuration, data, "SYNOPS_INGEST_KEY");

        first.Length.ShouldBe(43);
        KeySource.Require(configuration, data, "SYNOPS_INGEST_KEY").ShouldBe(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(data.Folder("keys"), "synops_ingest_key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Require_NoneOnOtherBinds_RefusesToStart()
    {
        var configuration = Configured(("urls", "http://0.0.0.0:4318"));
        using var data = DataFolder.Open(configuration, "collector");

        Should.Throw<StartupException>(() => KeySource.Require(configuration, data, "SYNOPS_INGEST_KEY")).Message.ShouldContain("SYNOPS_INGEST_KEY_FILE");
    }
}
