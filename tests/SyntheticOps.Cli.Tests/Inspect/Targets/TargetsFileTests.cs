using System.Net;
using SyntheticOps.Cli.Inspect.Targets;

namespace SyntheticOps.Cli.Tests.Inspect.Targets;

/// <summary>What may stand in targets.json, and what is said of what may not.</summary>
public sealed class TargetsFileTests
{
    [Fact]
    public void Parse_WholeEntry_IsRead()
    {
        var target = One("""
            {"id": "a", "host": "shop.example", "port": 8443, "checks": ["tls", "headers"], "connectTo": {"shop.example:8443": "127.0.0.1:1", "*:80": "[::1]:2"},
             "preload": {"shop.example": {"mode": "force-https", "includeSubDomains": true}}, "resolver": "127.0.0.1:53", "dnsServers": {"ns1.shop.example": "127.0.0.1:5300"}}
            """).Target!;

        target.Url.ShouldBe(new Uri("https://shop.example:8443/"));
        target.Checks.ShouldBe(["tls", "headers"]);
        target.ConnectTo!.Find("SHOP.example", 8443).ShouldBe(IPEndPoint.Parse("127.0.0.1:1"));
        target.ConnectTo.Find("other.example", 80).ShouldBe(IPEndPoint.Parse("[::1]:2"));
        target.Counterpart.ShouldBe(new Uri("http://shop.example/"), "the mapping knows where port 80 is");
        target.Preload!.Contains("www.shop.example").ShouldBeTrue();
        target.Resolver.ShouldBe(IPEndPoint.Parse("127.0.0.1:53"));
        target.DnsServers["ns1.shop.example"].ShouldBe(IPEndPoint.Parse("127.0.0.1:5300"));
    }

    [Fact]
    public void Parse_BareEntry_HasTheChecksOfTheCommandLine() =>
        One("""{"id": "a", "host": "shop.example"}""").Target!.Checks.ShouldBe(["headers"]);

    [Theory]
    [InlineData("""{"id": "a"}""", "host: a name or an address is expected, such as \"shop.example\"")]
    [InlineData("""{"id": "a", "host": "https://shop.example/"}""", "host: 'https://shop.example/' is no host; a name or an address is expected, such as \"shop.example\"; the port stands under port")]
    [InlineData("""{"id": "a", "host": "shop.example", "port": 70000}""", "port: 70000 is none; a number from 1 to 65535 is expected")]
    [InlineData("""{"id": "a", "host": "shop.example", "checks": ["headers", "tsl"]}""", "checks: 'tsl' is not known; a list of headers, tls, dns, securitytxt is expected")]
    [InlineData("""{"id": "a", "host": "shop.example", "checks": []}""", "checks: none is named; a list of headers, tls, dns, securitytxt is expected")]
    [InlineData("""{"id": "a", "host": "shop.example", "connectTo": {"shop.example": "127.0.0.1:1"}}""", "connectTo: 'shop.example': '127.0.0.1:1' is no place; \"host:port\": \"address:port\" is expected, such as \"shop.example:443\": \"127.0.0.1:8443\"")]
    [InlineData("""{"id": "a", "host": "shop.example", "resolver": "127.1:53"}""", "resolver: '127.1:53' is none; an address with its port is expected, such as 127.0.0.1:8443 or [::1]:8443")]
    [InlineData("""{"id": "a", "host": "shop.example", "preload": 3}""", "preload: the value is no preload list: an object of hosts with \"mode\" and \"includeSubDomains\", or Chromium's \"entries\", is expected.")]
    public void Parse_Mistake_IsSaidUnderTheId(string json, string mistake)
    {
        var entry = One(json);

        (entry.Id, entry.Target, entry.Mistake).ShouldBe(("a", null, mistake));
    }

    [Theory]
    [InlineData("""{"host": "shop.example"}""")]
    [InlineData("3")]
    public void Parse_EntryWithoutId_IsNamedByItsPlace(string json) => One(json).Id.ShouldBe("#1");

    [Fact]
    public void Parse_SameIdTwice_KeepsTheFirst()
    {
        var list = TargetsFile.Parse("""[{"id": "a", "host": "one.example"}, {"id": "a", "host": "two.example"}]""", "/", ["headers"]);

        list.Entries.Select(entry => (entry.Id, entry.Target?.Host)).ShouldBe([("a", "one.example"), ("#2", null)]);
    }

    [Fact]
    public void Parse_OneTargetALine_ReadsTheGoodLines()
    {
        var list = TargetsFile.Parse("{\"id\": \"a\", \"host\": \"one.example\"}\n\nnonsense\n{\"id\": \"b\", \"host\": \"two.example\", \"note\": 1}\n", "/", ["headers"]);

        list.Entries.Select(entry => (entry.Id, entry.Mistake is null)).ShouldBe([("a", true), ("#3", false), ("b", true)]);
        list.Ignored.ShouldBe(["note"]);
    }

    [Fact]
    public void Parse_BrokenFirstLine_DoesNotStopTheOthers() =>
        TargetsFile.Parse("nonsense\n{\"id\": \"b\", \"host\": \"two.example\"}", "/", ["headers"]).Entries.Select(entry => (entry.Id, entry.Mistake is null)).ShouldBe([("#1", false), ("b", true)]);

    [Theory]
    [InlineData("ca", "/dev/zero")]
    [InlineData("ca", "a\\u0000b")]
    [InlineData("preload", "/dev/zero")]
    [InlineData("preload", "/")]
    public void Parse_FileThatIsNone_IsAMistake(string member, string path) =>
        One($$"""{"id": "a", "host": "shop.example", "{{member}}": "{{path}}"}""").Mistake.ShouldStartWith($"{member}: ");

    /// <summary>Whoever writes the file may be hostile: each entry becomes a target or a mistake, and nothing else happens.</summary>
    [Fact]
    public void Parse_RandomEntries_AreTargetsOrMistakes()
    {
        string[] values = ["null", "-1", "80", "1e308", "true", "[]", "{}", "\"\"", "\"x\"", "\"\\u0000\"", "\"127.0.0.1:1\"", "\"[::1\"", "[\"dns\"]", "[[]]", "{\"*:443\": \"127.0.0.1:1\"}", "{\":\": \":\"}", "{\"a\": 5}",
            "\"/dev/zero\"", "\"xn--\"", "\"\\ud83d.example\"", $"\"{new string('a', 300)}.example\"", "\"shop。example\"", "\"a..b\"", "\"%2e\"", "\"[::1]\""];
        string[] members = ["id", "host", "port", "checks", "connectTo", "ca", "preload", "resolver", "dnsServers", "more"];
        var random = new Random(20261126);
        for (var i = 0; i < 3000; i++)
        {
            var json = "{" + string.Join(", ", random.GetItems(members, random.Next(1, 6)).Distinct().Select(member => $"\"{member}\": {values[random.Next(values.Length)]}")) + "}";

            var entry = One(json);

            (entry.Target is null).ShouldBe(entry.Mistake is not null, json);
            (entry.Target?.Url ?? new Uri("https://shop.example")).IdnHost.ShouldNotBeEmpty(json);
        }
    }

    [Theory]
    [InlineData("[{]", "no JSON (line 1, column 3)")]
    [InlineData("3", "an array of targets is expected")]
    public void Read_NoTargetsAtAll_IsAConfigurationMistake(string text, string part)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);

        var mistake = Should.Throw<CliException>(() => TargetsFile.Read(new FileInfo(path), ["headers"]));

        (mistake.ExitCode, mistake.Message.Contains(part, StringComparison.Ordinal)).ShouldBe((2, true), mistake.Message);
        File.Delete(path);
    }

    private static TargetEntry One(string json) => TargetsFile.Parse($"[{json}]", "/", ["headers"]).Entries.ShouldHaveSingleItem();
}
