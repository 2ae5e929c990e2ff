using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Gateway.Guard.Lists;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Tests.Guard.Lists;

/// <summary>GW-06 and GW-14: a list file is hot, never half in force, and never lost.</summary>
public sealed class ListFilesTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    private string List => _data.File("block.txt");

    [Fact]
    public async Task File_Changed_IsInForce_AndABadOneChangesNothing()
    {
        await File.WriteAllTextAsync(List, "203.0.113.7\n", RunningGateway.Token);
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:KnownProxies:0=127.0.0.1", $"Guard:Lists:BlockFile={List}");
        (await StatusAsync(gateway, "203.0.113.7")).ShouldBe(403);
        string[] bad = ["", "203.0.113.8", "# cut\n203.0.113", "203.0.113.9\nnonsense\n", "0.0.0.0/0\n", "127.0.0.0/8\n", "203.0.113.8/24\n", "203.0.113.8 until=never\n"];
        foreach (var text in bad)
        {
            await File.WriteAllTextAsync(List, text, RunningGateway.Token);
            await EventuallyAsync(async () => (await FileAsync(gateway)).GetProperty("problem").ValueKind == JsonValueKind.String);
            (await FileAsync(gateway)).GetProperty("entries").GetInt32().ShouldBe(1, text);
            (await StatusAsync(gateway, "203.0.113.7")).ShouldBe(403, text);
            await File.WriteAllTextAsync(List, "# good again\n203.0.113.7\n", RunningGateway.Token);
            await EventuallyAsync(async () => (await FileAsync(gateway)).GetProperty("problem").ValueKind == JsonValueKind.Null);
        }

        File.Delete(List);
        await EventuallyAsync(async () => (await FileAsync(gateway)).GetProperty("problem").ValueKind == JsonValueKind.String);
        (await StatusAsync(gateway, "203.0.113.7")).ShouldBe(403);
        await File.WriteAllTextAsync(List, "198.51.100.0/24 # another\n", RunningGateway.Token);
        await EventuallyAsync(async () => await StatusAsync(gateway, "203.0.113.7") == 200);
        (await StatusAsync(gateway, "198.51.100.9")).ShouldBe(403);
    }

    /// <summary>GW-06: 100,000 networks of both families, some within others, a new list each second while customers ask; in between one that is broken.</summary>
    [Fact]
    public async Task HundredThousand_ReloadedUnderLoad_EveryDecisionIsExact()
    {
        await WriteManyAsync(0);
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:KnownProxies:0=127.0.0.1", $"Guard:Lists:BlockFile={List}");
        (string Address, int Status)[] always = [("100.7.7.1", 403), ("101.7.7.1", 403), ("2001:db8:77::1", 403), ("99.1.2.3", 200), ("2001:db9::1", 200)];
        using var stop = new CancellationTokenSource();
        var (asked, answered, wrong) = (0, 0, new System.Collections.Concurrent.ConcurrentQueue<string>());
        var load = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; Interlocked.Increment(ref asked))
            {
                var (address, expected) = always[asked % always.Length];
                if (await TryStatusAsync(gateway, address) is not { } status)
                {
                    continue;
                }

                Interlocked.Increment(ref answered);
                if (status != expected)
                {
                    wrong.Enqueue($"{address}: {status}");
                }
            }
        })));
        for (var version = 1; version <= 4; version++)
        {
            await WriteManyAsync(version, version == 2 ? "nonsense\n" : "");
            await EventuallyAsync(async () => version == 2
                ? (await FileAsync(gateway)).GetProperty("problem").ValueKind == JsonValueKind.String
                : await TryStatusAsync(gateway, $"200.0.0.{version}") == 403);
            (await FileAsync(gateway)).GetProperty("entries").GetInt32().ShouldBe(100_000);
        }

        await stop.CancelAsync();
        await load;
        TestContext.Current.TestOutputHelper?.WriteLine($"asked={asked} answered={answered} wrong={wrong.Count}");
        answered.ShouldBeGreaterThan(20);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Block_EndsADownload_AndAnIdleConnection()
    {
        var token = RunningGateway.Token;
        await using var shop = await StubShop.StartAsync(async context =>
        {
            await context.Response.WriteAsync("begins ", context.RequestAborted);
            if (context.Request.Path == "/download")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        });
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        using var busy = await OpenAsync(gateway, "127.9.0.1", "/download");
        using var idle = await OpenAsync(gateway, "127.9.0.1", "/");
        using var other = await OpenAsync(gateway, "127.9.0.2", "/");

        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Blocks) { Content = JsonContent.Create(new { range = "127.9.0.1", reason = "test" }) };
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        (await gateway.Admin.SendAsync(request, token)).EnsureSuccessStatusCode();

        await EndsAsync(busy);
        await EndsAsync(idle);
        await other.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), token);
        var seen = "";
        while (!seen.Contains("HTTP/1.1 200", StringComparison.Ordinal)) // after what the first answer still owed
        {
            var more = await ReceiveAsync(other);
            more.ShouldNotBeEmpty();
            seen += more;
        }

        using var again = await OpenAsync(gateway, "127.9.0.1", "/", "HTTP/1.1 403");
    }

    [Theory]
    [InlineData("block.txt", "nonsense\n", "block.txt(1): 'nonsense'")]
    [InlineData("blocks.json", "[{", "blocks.json is not a readable list of blocks")]
    public void Start_WithAnUnreadableList_IsRefused(string file, string text, string contains)
    {
        File.WriteAllText(_data.File(file), text);
        var app = RunningGateway.Build(_data.Path, new LogSink(), null, file == "block.txt" ? [$"Guard:Lists:BlockFile={List}"] : []);

        var refusal = Should.Throw<StartupException>(() => app.Services.GetRequiredService<ListFiles>().Verify());

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain(contains);
        refusal.Message.ShouldContain("--maintenance-only");
        ((IDisposable)app).Dispose();
    }

    private async Task WriteManyAsync(int version, string last = "")
    {
        var text = new StringBuilder("100.0.0.0/12\n101.7.0.0/16\n2001:db8::/36\n"); // around many of those below
        for (var i = 0; i < 99_996; i++)
        {
            text.Append(i % 10 == 0 ? string.Create(CultureInfo.InvariantCulture, $"2001:db8:{i / 10:x}::/48\n") : string.Create(CultureInfo.InvariantCulture, $"{100 + (i / 65536)}.{i / 256 % 256}.{i % 256}.0/24\n"));
        }

        await File.WriteAllTextAsync(_data.File("next"), text.Append(CultureInfo.InvariantCulture, $"200.0.0.{version}\n").Append(last).ToString(), RunningGateway.Token);
        File.Move(_data.File("next"), List, overwrite: true);
    }

    private static async Task<Socket> OpenAsync(RunningGateway gateway, string from, string path, string starts = "HTTP/1.1 200")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Customer.BaseAddress!.Port, RunningGateway.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), RunningGateway.Token);
        (await ReceiveAsync(socket)).ShouldStartWith(starts);
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[4096];
        var read = await socket.ReceiveAsync(buffer, RunningGateway.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), RunningGateway.Token);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private static async Task EndsAsync(Socket socket)
    {
        try
        {
            while ((await ReceiveAsync(socket)).Length > 0)
            {
                // what was under way
            }
        }
        catch (SocketException)
        {
            // reset: ended as well
        }
    }

    /// <summary>Null when the connection was cut: a block ends that of a request under way, too, and here they are one proxy's.</summary>
    private static async Task<int?> TryStatusAsync(RunningGateway gateway, string address)
    {
        try
        {
            return await StatusAsync(gateway, address);
        }
        catch (HttpRequestException)
        {
            return null; // the next question tells
        }
    }

    private static async Task<int> StatusAsync(RunningGateway gateway, string address) => (int)(await gateway.GetAsync("/", ("X-Forwarded-For", address))).StatusCode;

    private static async Task<JsonElement> FileAsync(RunningGateway gateway) =>
        (await gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Blocks, RunningGateway.Token)).GetProperty("files")[0];

    private static Task EventuallyAsync(Func<Task<bool>> holds) => Webhooks.Stripe.UntilAsync(holds, "the list is looked at");
}
