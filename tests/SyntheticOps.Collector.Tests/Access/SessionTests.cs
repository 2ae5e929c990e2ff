using System.Net;
using System.Text.Json.Nodes;
using SyntheticOps.Collector.Tests.Dashboard;

namespace SyntheticOps.Collector.Tests.Access;

public sealed class SessionTests
{
    [Fact]
    public async Task Session_WithoutARequest_EndsAfter30Minutes()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);

        host.Clock.Ahead += TimeSpan.FromMinutes(29);
        (await browser.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Clock.Ahead += TimeSpan.FromMinutes(31);
        (await browser.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Session_InUse_EndsAfter12Hours()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        for (var minutes = 20; minutes < 12 * 60; minutes += 20)
        {
            host.Clock.Ahead = TimeSpan.FromMinutes(minutes);
            (await browser.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK, $"after {minutes} min");
        }

        host.Clock.Ahead = TimeSpan.FromHours(12);
        (await browser.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Login_EleventhTryInAMinute_Is429()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = new Browser(host.Url);
        var token = Browser.FormToken(await browser.TextAsync("/login"));
        for (var i = 0; i < 10; i++)
        {
            (await browser.PostAsync("/login", token, ("token", $"guess{i}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await browser.PostAsync("/login", token, ("token", "guess"));

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task ConnectionFile_WhileRunning_TellsTheOwnerAlone()
    {
        await using var host = await DashboardHost.StartAsync();
        var path = Path.Combine(host.DataFolder, "connection.json");
        var connection = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        new Uri((string)connection["collector"]!).ShouldBe(host.Url);
        ((string)connection["operatorKey"]!).ShouldBe(DashboardHost.Key);
        connection["gateways"]!.AsArray().Count.ShouldBe(1);
        using var browser = new Browser(host.Url);
        (await browser.SignInAsync(new Uri((string)connection["login"]!).PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.Found);

        await host.StopAsync();
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task Overview_BeforeTheFirstRun_SaysWhatComesNext()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);

        (await browser.TextAsync("/")).ShouldContain("No run yet");
        (await browser.TextAsync("/checks/home")).ShouldContain("No such run");
        (await browser.TextAsync("/incidents")).ShouldContain("Nothing is wrong now.");
    }
}
