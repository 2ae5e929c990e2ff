using System.Net;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Gateway.Tests.Guard.Attacks;

/// <summary>What a customer's requests must look like before the gateway speaks of an attack, and what it does then.</summary>
public sealed class AttackSignalsTests : IAsyncLifetime
{
    private static readonly string[] Watched =
    [
        $"{Names.Env.OtlpEndpoint}=http://127.0.0.1:1", "Access:SuccessesPerS=100000", "Customers:KnownProxies:0=127.0.0.1", "Guard:Site=parfumerie", "Guard:Logins:Paths:0=/login", "Guard:Logins:PerAddress=4", "Guard:Logins:PerAccount=4", "Guard:Logins:Addresses=4", "Guard:Scanner:PerAddress=3",
        "Guard:Rates:search:Paths:0=/search", "Guard:Rates:search:Requests=2", "Guard:Rates:search:PerS=3600", "Guard:Scanner:Flood=3",
    ];

    private readonly TempFolder _data = new();
    private StubShop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await StubShop.StartAsync(async context =>
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Response.StatusCode = (context.Request.Path.Value, body) switch
        {
            ("/login", var form) when form.Contains("right", StringComparison.Ordinal) => 303,
            ("/login", var form) => form.Contains("email", StringComparison.Ordinal) ? 401 : 400,
            ("/wp-login.php", _) => 200, // this shop has one
            (['/', '.', ..], _) => 404,
            _ => 200,
        };
    });

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task FailedLogins_OfOneAddress_AreToldOnce()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            (await LogInAsync(gateway, "203.0.113.7", $"a{i}@example.com")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        await SettledAsync(gateway, 3);
        Kinds(gateway).ShouldBeEmpty();
        await LogInAsync(gateway, "203.0.113.7", "a@example.com");
        await LogInAsync(gateway, "203.0.113.7", "b@example.com");

        await SettledAsync(gateway, 5);
        var attack = gateway.Logs.Events.Single(item => item.Event == "synthetic.gateway.attack").Attributes;
        attack["synthetic.attack.kind"].ShouldBe("failed-logins");
        attack["synthetic.attack.addresses"].ShouldBe(new[] { "203.0.113.7" });
        attack["synthetic.attack.count"].ShouldBeOneOf(4, 5);
        attack["synthetic.attack.subject"].ShouldBe("/login");
        attack["synthetic.site.name"].ShouldBe("parfumerie");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FailedLogins_ForOneAccount_AreTold_AndTheShopGetsTheBody(bool json)
    {
        await using var gateway = await StartAsync("Guard:Logins:Addresses=100");
        for (var i = 0; i < 4; i++)
        {
            (await LogInAsync(gateway, $"203.0.113.{i}", i % 2 == 0 ? "Ann@example.com" : " ann@example.com", json: json)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await ToldAsync(gateway)).ShouldBe(["failed-logins-account"]);
        gateway.Logs.Lines.ShouldAllBe(line => !line.Text.Contains("ann@", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task FailedLogins_SpreadOverAddresses_AreTold()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await LogInAsync(gateway, $"203.0.113.{i}", $"a{i}@example.com");
        }

        (await ToldAsync(gateway)).ShouldBe(["failed-logins-spread"]);
    }

    [Fact]
    public async Task FailedLogins_AmongMoreGoodOnes_AreAnOrdinaryDay()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(gateway, $"198.51.100.{i}", $"b{i}@example.com", "right")).ShouldBe(HttpStatusCode.SeeOther);
        }

        for (var i = 0; i < 4; i++)
        {
            await LogInAsync(gateway, $"203.0.113.{i}", $"a{i}@example.com");
        }

        await SettledAsync(gateway, 9);
        Kinds(gateway).ShouldBeEmpty();
    }

    [Fact]
    public async Task Scanner_IsTold_AndOneWhoAsksForWhatIsThere_IsNot()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            (await GetAsync(gateway, "/wp-login.php", "203.0.113.8")).ShouldBe(HttpStatusCode.OK);
        }

        await SettledAsync(gateway, 5);
        Kinds(gateway).ShouldBeEmpty();
        foreach (var path in new[] { "/.env", "/.git/config", "/.aws/credentials" })
        {
            (await GetAsync(gateway, path, "203.0.113.7")).ShouldBe(HttpStatusCode.NotFound);
        }

        (await ToldAsync(gateway)).ShouldBe(["scanner"]);
    }

    [Fact]
    public async Task Flood_BeyondALimit_IsTold()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            (await GetAsync(gateway, "/search", "203.0.113.7")).ShouldBe(i < 2 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);
        }

        (await ToldAsync(gateway)).ShouldBe(["flood"]);
    }

    [Fact]
    public async Task Automatic_SwitchedOn_BlocksForATime_ButNoProbeAndNobodyProtected()
    {
        await using var gateway = await StartAsync("Guard:Automatic:Enabled=true", "Guard:Automatic:Maximum=1", "Guard:Lists:NeverBlock:0=203.0.113.1");
        foreach (var address in new[] { "203.0.113.1", "203.0.113.7", "203.0.113.8" })
        {
            for (var i = 0; i < 3; i++)
            {
                await TryAsync(gateway, "/.env", address);
            }

            if (address == "203.0.113.7")
            {
                await UntilAsync(() => gateway.Logs.Events.Any(item => item.Event == "synthetic.gateway.block_changed"));
            }
        }

        await SettledAsync(gateway, 9);
        (await GetAsync(gateway, "/", "203.0.113.1")).ShouldBe(HttpStatusCode.OK);
        (await GetAsync(gateway, "/", "203.0.113.7")).ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync(gateway, "/", "203.0.113.8")).ShouldBe(HttpStatusCode.OK); // no more than one at once
        var host = gateway.Customer.BaseAddress!.Authority;
        var probe = ProbeSignature.Create(RunningGateway.ProbeKey, "0123456789abcdef0123456789abcdef", host, TimeProvider.System.GetUtcNow());
        (await gateway.GetAsync("/", ("X-Forwarded-For", "203.0.113.7"), (Names.Headers.SyntheticProbe, probe))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var block = gateway.Logs.Events.Single(item => item.Event == "synthetic.gateway.block_changed").Attributes;
        (block["actor"], block["source"], block["reason"]).ShouldBe(("gateway", "automatic", "scanner"));
        ((DateTimeOffset)block["until"]!).ShouldBeLessThan(TimeProvider.System.GetUtcNow().AddMinutes(16));
    }

    [Fact]
    public async Task Automatic_ByDefault_IsOff()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await GetAsync(gateway, "/.env", "203.0.113.7");
        }

        await SettledAsync(gateway, 4);
        (await GetAsync(gateway, "/", "203.0.113.7")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Attacks are told after the answer has left.</summary>
    private static async Task<IEnumerable<object?>> ToldAsync(RunningGateway gateway)
    {
        await UntilAsync(() => Kinds(gateway).Any());
        return Kinds(gateway);
    }

    /// <summary>A request is recorded after it has been counted, and what it told is told by then.</summary>
    private static Task SettledAsync(RunningGateway gateway, int requests) => UntilAsync(() => gateway.Logs.Events.Count(item => item.Event == "synthetic.gateway.access") >= requests);

    private static Task UntilAsync(Func<bool> holds) => Webhooks.Stripe.UntilAsync(() => Task.FromResult(holds()), "what is counted and told");

    private static IEnumerable<object?> Kinds(RunningGateway gateway) =>
        gateway.Logs.Events.Where(item => item.Event == "synthetic.gateway.attack").Select(item => item.Attributes["synthetic.attack.kind"]);

    private Task<RunningGateway> StartAsync(params string[] more) => RunningGateway.StartAsync(_data, _shop.Url, null, [.. Watched.Where(setting => !more.Any(other => other.Split('=')[0] == setting.Split('=')[0])), .. more]);

    /// <summary>The block cuts the very connection that earned it.</summary>
    private static async Task TryAsync(RunningGateway gateway, string path, string address)
    {
        try
        {
            await GetAsync(gateway, path, address);
        }
        catch (HttpRequestException)
        {
            // cut
        }
    }

    private static async Task<HttpStatusCode> GetAsync(RunningGateway gateway, string path, string address) => (await gateway.GetAsync(path, ("X-Forwarded-For", address))).StatusCode;

    private static async Task<HttpStatusCode> LogInAsync(RunningGateway gateway, string address, string email, string password = "wrong", bool json = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = json ? System.Net.Http.Json.JsonContent.Create(new { email, password }) : new FormUrlEncodedContent([new("email", email), new("password", password)]),
        };
        if (json)
        {
            await request.Content.LoadIntoBufferAsync(RunningGateway.Token); // a browser says how long it is
        }

        request.Headers.Add("X-Forwarded-For", address);
        using var answer = await gateway.Customer.SendAsync(request, RunningGateway.Token);
        return answer.StatusCode;
    }
}
