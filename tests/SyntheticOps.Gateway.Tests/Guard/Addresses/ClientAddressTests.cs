using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Guard.Addresses;

/// <summary>GW-05: with no, one and two known proxies in front, whatever a client writes into headers, we and the shop see one address, the right one.</summary>
public sealed class ClientAddressTests : IDisposable
{
    private const string Customer = "203.0.113.7";
    private const string Blocked = "198.51.100.66";
    private const string Outer = "192.0.2.20";

    /// <summary>What a client may put into headers of its own.</summary>
    private static readonly (string Name, string Value)[][] Spoofs =
    [
        [],
        [("X-Forwarded-For", "198.51.100.1")],
        [("X-Forwarded-For", "198.51.100.1, 198.51.100.2, 198.51.100.3")],
        [("X-Forwarded-For", string.Join(", ", Enumerable.Range(0, 200).Select(i => $"198.51.100.{i % 60}")))],
        [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "198.51.100.2")],
        [("X-Forwarded-For", "10.0.0.1")],
        [("X-Forwarded-For", "127.0.0.1")],
        [("X-Forwarded-For", "::1")],
        [("X-Forwarded-For", "::ffff:198.51.100.1")],
        [("X-Forwarded-For", "198.51.100.1:443")],
        [("X-Forwarded-For", "[2001:db8::9]:443")],
        [("X-Forwarded-For", "garbage, \"<script>\", 1.2.3")],
        [("X-Forwarded-For", ",,, ,")],
        [("X-Forwarded-For", Outer)],
        [("Forwarded", "for=198.51.100.1;proto=https")],
        [("X-Real-IP", "198.51.100.1")],
        [("CF-Connecting-IP", "198.51.100.1")],
        [("True-Client-IP", "198.51.100.1"), ("X-Client-IP", "198.51.100.1")],
        [("X_Forwarded_For", "198.51.100.1")],
        [("x-forwarded-for", "198.51.100.1")],
        [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")],
    ];

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    /// <summary>What is configured, and what stands in front: nothing, nothing although a proxy is known, a listener of both families, one proxy, two.</summary>
    private static readonly (string Name, int Proxies, string[] Settings)[] Fronts =
    [
        ("no proxy", 0, []),
        ("another machine is the proxy", 0, [$"Customers:KnownProxies:0={Outer}"]),
        ("both families", 0, ["Kestrel:Endpoints:http:Url=http://[::]:0"]),
        ("one proxy", 1, ["Customers:KnownProxies:0=127.0.0.1"]),
        ("one proxy, both families", 1, ["Customers:KnownProxies:0=127.0.0.1", "Kestrel:Endpoints:http:Url=http://[::]:0"]),
        ("two proxies", 2, ["Customers:KnownProxies:0=127.0.0.1", $"Customers:KnownProxies:1={Outer}"]),
    ];

    [Fact]
    public async Task Matrix_OfSpoofs_ShowsOneRightAddress_ToUsTheLogAndTheShop()
    {
        var cells = 0;
        foreach (var (name, proxies, settings) in Fronts)
        {
            cells += await FrontAsync(name, proxies, settings);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cells={cells} bypasses=0"));
        cells.ShouldBe(Spoofs.Length * ((3 * 1) + (3 * 3)));
        cells.ShouldBeGreaterThanOrEqualTo(120);
    }

    private static async Task<int> FrontAsync(string name, int proxies, string[] settings)
    {
        using var data = new TempFolder();
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(data, shop.Url, null, [$"{Names.Env.OtlpEndpoint}=http://127.0.0.1:1", "Access:FullAddresses=true", "Access:SuccessesPerS=100000", .. settings]);
        var expected = new List<(string Path, string Address)>();
        await ListAsync(gateway, "block", Blocked + "/32");
        await ListAsync(gateway, "allow", "10.0.0.0/8"); // which a client may claim to come from
        foreach (var spoof in Spoofs)
        {
            // Who really sends: somebody, or somebody who is blocked. Without a proxy it is this machine.
            foreach (var sender in proxies == 0 ? ["127.0.0.1"] : new[] { Customer, Blocked, "::ffff:" + Customer })
            {
                var (answer, seen) = await AskAsync(gateway, shop, $"/cell/{expected.Count}", spoof, sender, proxies);
                var plain = sender.Replace("::ffff:", "", StringComparison.Ordinal);
                var why = $"{name}, {sender}: {string.Join(" | ", spoof)}";
                answer.ShouldBe(plain == Blocked ? HttpStatusCode.Forbidden : HttpStatusCode.OK, why);
                if (plain != Blocked)
                {
                    seen!["X-Forwarded-For"].ShouldBe(plain, why);
                    seen.Keys.ShouldNotContain("Forwarded");
                    seen.Keys.ShouldNotContain("X-Real-IP");
                    seen.Keys.ShouldNotContain("CF-Connecting-IP");
                    seen.Keys.ShouldNotContain("X_Forwarded_For");
                    seen["X-Forwarded-Host"].ShouldNotContain("evil");
                }

                expected.Add(($"/cell/{expected.Count}", plain));
            }
        }

        // Records are written after the answer has left.
        await Webhooks.Stripe.UntilAsync(() => Task.FromResult(Logged().Count() >= expected.Count), "access log");
        Logged().ShouldBe(expected, ignoreOrder: true, name);
        return expected.Count;

        IEnumerable<(string, string)> Logged() => gateway.Logs.Events.Where(item => item.Event == "synthetic.gateway.access")
            .Select(item => ((string)item.Attributes["url.path"]!, (string)item.Attributes["client.address"]!));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "Customers:KnownProxies: '0.0.0.0/0' is everybody: then each client may choose its address. Name the proxies.")]
    [InlineData("proxy.example", "Customers:KnownProxies: 'proxy.example': expected an address or a network without host bits, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.")]
    public void KnownProxies_Wrong_StopsTheStart(string proxy, string message) =>
        Should.Throw<Microsoft.Extensions.Options.OptionsValidationException>(() => RunningGateway.Build(_data.Path, new LogSink(), null, $"Customers:KnownProxies:0={proxy}"))
            .Failures.ShouldBe([message]);

    [Fact]
    public async Task Scheme_FromAKnownProxyOnly()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:KnownProxies:0=127.0.0.1");

        (await gateway.GetAsync("/", ("X-Forwarded-For", Customer), ("X-Forwarded-Proto", "http, https"))).EnsureSuccessStatusCode();

        shop.Seen.Single()["X-Forwarded-Proto"].ShouldBe("https");
    }

    /// <summary>Each proxy appends the address that it sees, as proxies do: to the last line, or with a line of its own.</summary>
    private static async Task<(HttpStatusCode Status, Dictionary<string, string>? Seen)> AskAsync(
        RunningGateway gateway, StubShop shop, string path, (string Name, string Value)[] spoof, string sender, int proxies)
    {
        shop.Seen.Clear();
        List<(string Name, string Value)> headers = [.. spoof];
        if (proxies == 1)
        {
            headers.Add(("X-Forwarded-For", sender));
        }
        else if (proxies == 2)
        {
            headers.Add(("X-Forwarded-For", $"{sender}, {Outer}"));
        }

        using var answer = await gateway.GetAsync(path, [.. headers]);
        return (answer.StatusCode, shop.Seen.TryDequeue(out var seen) ? seen : null);
    }

    private static async Task ListAsync(RunningGateway gateway, string list, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Blocks) { Content = JsonContent.Create(new { list, range, reason = "test" }) };
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        (await gateway.Admin.SendAsync(request, RunningGateway.Token)).EnsureSuccessStatusCode();
    }
}
