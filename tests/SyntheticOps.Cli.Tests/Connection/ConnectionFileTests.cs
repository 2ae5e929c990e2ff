using Microsoft.Extensions.Configuration;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Cli.Tests.Connection;

public sealed class ConnectionFileTests : IDisposable
{
    private const string FileKey = "keyinthefile0123456789abcdef";
    private const string OtherKey = "keyofthevariable0123456789ab";

    private readonly Workspace _folder = new("sites: {}");

    [Fact]
    public void Find_FileOnly_TakesEverythingFromIt()
    {
        Write();

        Parts(Find()).ShouldBe((new Uri("http://127.0.0.1:5100"), new Uri("http://127.0.0.1:5090"), FileKey));
    }

    [Fact]
    public void Find_OptionsAndVariables_WinOverTheFile()
    {
        Write();

        var found = Find(new() { ["SYNOPS_OPERATOR_KEY"] = $"{OtherKey},{FileKey}" }, new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2"));

        Parts(found).ShouldBe((new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2"), OtherKey));
    }

    [Fact]
    public void Find_KeyInAFileOfItsOwn_IsReadFromThere() =>
        Find(new() { ["SYNOPS_OPERATOR_KEY_FILE"] = _folder.Write("key", OtherKey + "\n") }, new Uri("http://127.0.0.1:1")).OperatorKey.ShouldBe(OtherKey);

    [Fact]
    public void Find_FolderOfTheCollectorGiven_ReadsThatOne()
    {
        Write();
        Write("data/connection.json", collector: "http://127.0.0.1:7000");
        var variables = Variables(new() { ["SYNOPS_DATA"] = _folder["data"], ["SYNOPS_CONFIG"] = _folder["synthetics.yaml"] });

        ConnectionFile.Find(variables, null, null, null).Collector.Port.ShouldBe(7000);
        ConnectionFile.Find(variables, new FileInfo(_folder["synthetics.yaml"]), null, null).Collector.Port.ShouldBe(5100);
    }

    [Fact]
    public void Find_NothingRuns_SaysWhatToDo()
    {
        var refusal = Should.Throw<CliException>(() => Find());

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain("dotnet run ops.cs up");
        refusal.Message.ShouldContain(_folder.Root);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"collector": null, "operatorKey": "x"}""")]
    [InlineData("""{"collector": "relative", "operatorKey": "x"}""")]
    [InlineData("""{"collector": "ftp://127.0.0.1", "operatorKey": "x"}""")]
    [InlineData("""{"collector": "http://127.0.0.1:1", "operatorKey": "x\r\ny"}""")]
    [InlineData("""{"collector": "http://127.0.0.1:1", "operatorKey": null}""")]
    public void Find_FileIsWrong_NamesIt(string text)
    {
        _folder.Write(".synops/collector/connection.json", text);

        var refusal = Should.Throw<CliException>(() => Find());

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain("connection.json cannot be read");
    }

    [Fact]
    public void Find_WeakKey_IsRefused() =>
        Should.Throw<StartupException>(() => Find(new() { ["SYNOPS_OPERATOR_KEY"] = "short" }, new Uri("http://127.0.0.1:1"))).ExitCode.ShouldBe(2);

    public void Dispose() => _folder.Dispose();

    private static IConfiguration Variables(Dictionary<string, string?> variables) => new ConfigurationBuilder().AddInMemoryCollection(variables).Build();

    private static (Uri Collector, Uri? Shop, string Key) Parts(SystemConnection connection) => (connection.Collector, connection.Shop, connection.OperatorKey);

    private SystemConnection Find(Dictionary<string, string?>? variables = null, Uri? collector = null, Uri? shop = null) =>
        ConnectionFile.Find(Variables(variables ?? []), new FileInfo(_folder["synthetics.yaml"]), collector, shop);

    private void Write(string name = ".synops/collector/connection.json", string collector = "http://127.0.0.1:5100") => _folder.Write(
        name,
        $$"""{"collector": "{{collector}}", "gateways": [], "shop": "http://127.0.0.1:5090", "operatorKey": "{{FileKey}}", "login": "http://127.0.0.1:5100/login?token=x"}""");
}
