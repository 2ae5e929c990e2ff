#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:property RequiresAspNetWebAssets=false
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// A storm of payment webhooks at the gateway with kill -9 in the middle of it: 2,000 events, 20 kills, half of them while the shop is down
// and everything is stored, half while it is up and the queue is handed on. Nothing may be lost, no kill may cost more than one repeat (with
// the same event id), no order may be paid twice. Run it with `dotnet run ops.cs bench webhooks --rounds 1`.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

const int Events = 2_000;
const int Kills = 20;
const int Senders = 8;

var repository = Path.GetDirectoryName(AppContext.GetData("EntryPointFileDirectoryPath") as string) ?? Environment.CurrentDirectory;
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
try
{
    await using var shop = await Shop.StartAsync();
    var gateway = new KilledGateway(Built.Gateway(repository, folder), Path.Combine(folder, "data"), shop.Url);
    var storm = new Storm(gateway, Events);
    var clock = Stopwatch.StartNew();
    var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(storm.SendAsync)).ToArray();
    var perKill = Events / (Kills + 2);
    for (var kill = 1; kill <= Kills; kill++)
    {
        await gateway.StartAsync();
        shop.IsUp = kill > Kills / 2;
        var (taken, delivered) = (storm.Taken, shop.Deliveries.Count);
        await Until(() => storm.Taken - taken >= perKill || shop.Deliveries.Count - delivered >= perKill);
        gateway.Kill();
    }

    await gateway.StartAsync();
    await Until(() => storm.Taken == Events && shop.Deliveries.Count == Events);
    gateway.Kill();
    await Task.WhenAll(senders);
    var repeats = shop.Deliveries.Values.Sum() - Events;
    Figures.Print("events lost", Events - shop.Deliveries.Count, "events", $"of {Events}, {Kills} kills");
    Figures.Print("repeats", repeats, "deliveries", $"the same event id again; at most {Kills} are allowed");
    Figures.Print("paid twice", shop.Paid.Values.Count(count => count > 1), "orders", "by a shop that books once an event");
    Figures.Print("refused", shop.Refused, "deliveries", "whose signature the shop did not accept");
    Figures.Print("storm", clock.Elapsed.TotalSeconds, "s", "with the starts of the gateway");
    return shop.Deliveries.Count == Events && repeats <= Kills && shop.Paid.Values.All(count => count == 1) && shop.Refused == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task Until(Func<bool> isSo)
{
    var clock = Stopwatch.StartNew();
    while (!isSo())
    {
        if (clock.Elapsed > TimeSpan.FromMinutes(5))
        {
            throw new InvalidOperationException("The storm did not go on within 5 minutes.");
        }

        await Task.Delay(5);
    }
}

internal static class Built
{
    /// <summary>The gateway of this checkout, Release.</summary>
    public static string Gateway(string repository, string folder)
    {
        var output = Path.Combine(folder, "gateway");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "src/SyntheticOps.Gateway", "-c", "Release", "-v", "q", "-o", output]) { WorkingDirectory = repository, RedirectStandardOutput = true })!;
        var text = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 ? Path.Combine(output, "SyntheticOps.Gateway.dll") : throw new InvalidOperationException("The gateway did not build:\n" + text);
    }
}

/// <summary>As Stripe does: each event again and again until somebody says 2xx.</summary>
internal sealed class Storm(KilledGateway gateway, int events)
{
    private readonly ConcurrentQueue<string> _toSend = new(Enumerable.Range(0, events).Select(number => $"evt_{number}"));
    private int _taken;

    public int Taken => Volatile.Read(ref _taken);

    public async Task SendAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        while (_toSend.TryDequeue(out var id))
        {
            while (!await IsTakenAsync(client, id))
            {
                await Task.Delay(5);
            }

            Interlocked.Increment(ref _taken);
        }
    }

    private async Task<bool> IsTakenAsync(HttpClient client, string id)
    {
        if (gateway.Address is not { } address)
        {
            return false;
        }

        var body = Encoding.UTF8.GetBytes($$$"""{"id":"{{{id}}}","type":"payment_intent.succeeded","data":{"object":{"metadata":{"order_id":"order-{{{id}}}"} } } }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, Shop.Path)) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", Shop.Sign(body));
        try
        {
            using var answer = await client.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false; // the gateway was killed meanwhile
        }
    }
}

/// <summary>Verifies Stripe's signature by itself, counts deliveries by event and books an order once an event.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Path = "/api/webhooks/stripe";
    public const string Secret = "whsec_of_the_bench";

    private readonly WebApplication _app;

    private Shop(WebApplication app) => _app = app;

    public volatile bool IsUp;

    public int Refused;

    public string Url => _app.Urls.Single();

    public ConcurrentDictionary<string, int> Deliveries { get; } = [];

    public ConcurrentDictionary<string, int> Paid { get; } = [];

    public static async Task<Shop> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var shop = new Shop(app);
        app.Run(shop.AnswerAsync);
        await app.StartAsync();
        return shop;
    }

    public static string Sign(byte[] body, long? at = null)
    {
        var t = at ?? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{t}.")), .. body];
        return string.Create(CultureInfo.InvariantCulture, $"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed))}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        if (!IsUp)
        {
            context.Response.StatusCode = 503;
            return;
        }

        var body = buffer.ToArray();
        var signature = context.Request.Headers["Stripe-Signature"].ToString();
        var t = long.Parse(signature.Split(',')[0][2..], CultureInfo.InvariantCulture);
        if (Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - t) > 300 || Sign(body, t) != signature)
        {
            Interlocked.Increment(ref Refused);
            context.Response.StatusCode = 400;
            return;
        }

        using var document = JsonDocument.Parse(body);
        var id = document.RootElement.GetProperty("id").GetString()!;
        if (Deliveries.AddOrUpdate(id, 1, (_, count) => count + 1) == 1)
        {
            Paid.AddOrUpdate(document.RootElement.GetProperty("data").GetProperty("object").GetProperty("metadata").GetProperty("order_id").GetString()!, 1, (_, count) => count + 1);
        }
    }
}

/// <summary>One data folder, one process after the other on it, each ended by SIGKILL.</summary>
internal sealed partial class KilledGateway(string assembly, string data, string shop)
{
    private Process? _process;
    private volatile Uri? _address;

    /// <summary>Null while it is down.</summary>
    public Uri? Address => _address;

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [assembly]) { WorkingDirectory = System.IO.Path.GetDirectoryName(assembly)!, RedirectStandardOutput = true };
        (string Name, string Value)[] variables =
        [
            ("SYNOPS_DATA", data), ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"), ("Kestrel__Endpoints__admin__Url", "http://127.0.0.1:0"),
            ("services__parfumerie__http__0", shop), ("STRIPE_WEBHOOK_SECRET", Shop.Secret),
        ];
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        var (listening, both) = (new List<Uri>(), new TaskCompletionSource());
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && Listening().Match(line.Data) is { Success: true } match)
            {
                listening.Add(new Uri(match.Groups[1].Value));
                if (listening.Count == 2)
                {
                    both.TrySetResult();
                }
            }
        };
        _process.BeginOutputReadLine();
        await both.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _address = listening[1]; // in the order of the endpoints' names: admin, http
    }

    public void Kill()
    {
        _address = null;
        _process!.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}

internal static class Figures
{
    public static void Print(string name, double value, string unit, string note) =>
        Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 2), unit, note }));
}
