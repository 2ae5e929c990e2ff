using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Resolution;

public sealed class RootHintsTests
{
    [Fact]
    public void Parse_NamedRoot_GivesTheAddressesOfTheRootsServers()
    {
        var roots = RootHints.Parse("""
            ; last update: April 18, 2024
            .                        3600000      NS    A.ROOT-SERVERS.NET.
            A.ROOT-SERVERS.NET.      3600000      A     198.41.0.4 ; ours
            a.root-servers.net.      IN 3600000   AAAA  2001:503:ba3e::2:30
            elsewhere.example.       3600000      A     192.0.2.1
            example.                 3600000      NS    elsewhere.example.
            """);

        roots.Servers.Select(server => server.ToString()).ShouldBe(["198.41.0.4", "2001:503:ba3e::2:30"]);
        roots.Port.ShouldBe(53);
    }

    [Theory]
    [InlineData("")]
    [InlineData(". NS a.root.")]
    [InlineData("a.root. A 192.0.2.1")]
    [InlineData("<html>")]
    public void Parse_NoRootServer_SaysWhatIsExpected(string text) => Should.Throw<FormatException>(() => RootHints.Parse(text)).Message.ShouldContain("root hints need");

    [Fact]
    public void EndpointMap_Json_LeadsElsewhere()
    {
        var map = EndpointMap.Parse("""{"192.0.2.53:53": "127.0.0.1:5353", "[2001:db8::53]:53": "[::1]:5353"}""") with
        {
            Names = new Dictionary<DnsName, IPEndPoint> { [DnsName.Parse("ns1.shop.example")] = IPEndPoint.Parse("127.0.0.1:5454") },
        };

        map.Of(IPEndPoint.Parse("192.0.2.53:53")).ToString().ShouldBe("127.0.0.1:5353");
        map.Of(IPEndPoint.Parse("[2001:db8::53]:53")).ToString().ShouldBe("[::1]:5353");
        map.Of(IPEndPoint.Parse("192.0.2.53:54")).ToString().ShouldBe("192.0.2.53:54");
        map.Find(DnsName.Parse("NS1.shop.example."))!.Port.ShouldBe(5454);
        map.Find(DnsName.Parse("ns2.shop.example")).ShouldBeNull();
    }

    [Theory]
    [InlineData("[]", "a JSON object")]
    [InlineData("null", "an object is expected")]
    [InlineData("""{"192.0.2.53": "127.0.0.1:5353"}""", "'192.0.2.53' is not ADDRESS:PORT")]
    [InlineData("""{"192.0.2.53:53": "here"}""", "'here' is not ADDRESS:PORT")]
    [InlineData("""{"192.0.2.53:53": "127.0.0.1:1", "192.0.2.53:0053": "127.0.0.1:2"}""", "twice")]
    public void EndpointMap_Mistake_IsNamed(string json, string expected) => Should.Throw<FormatException>(() => EndpointMap.Parse(json)).Message.ShouldContain(expected);
}
