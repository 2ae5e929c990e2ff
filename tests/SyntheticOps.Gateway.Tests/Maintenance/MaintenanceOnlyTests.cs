using System.Globalization;
using System.Net;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Tests.Maintenance;

/// <summary>GW-14: lists and keys that cannot be read stop the start with a reason; the page is still to be had.</summary>
public sealed class MaintenanceOnlyTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(false)] // no folder where one should be
    [InlineData(true)] // a key that is none
    public async Task Start_KeysUnreadable_IsRefused(bool hasFolder)
    {
        if (hasFolder)
        {
            Directory.CreateDirectory(_data.File("protection"));
            await File.WriteAllTextAsync(Path.Combine(_data.File("protection"), "key-0193.xml"), "<key", RunningGateway.Token);
        }
        else
        {
            await File.WriteAllTextAsync(_data.File("protection"), "not a folder", RunningGateway.Token);
        }

        (await Launch.RunAsync(() => RunningGateway.Build(_data.Path, new LogSink(), null))).ShouldBe(Names.ExitCodes.Configuration);
    }

    /// <summary>The real process: it ends by itself with the reason, and serves the page when told to do nothing else.</summary>
    [Theory]
    [InlineData("blocks.json", "[{", "blocks.json is not a readable list of blocks")]
    [InlineData("protection", "not a folder", "protection")]
    public async Task Process_WithoutItsListsOrKeys_EndsWithTheReason_AndStillShowsThePage(string file, string text, string reason)
    {
        Directory.CreateDirectory(_data.File("data"));
        await File.WriteAllTextAsync(_data.File("data/" + file), text, RunningGateway.Token);
        var started = TimeProvider.System.GetTimestamp();

        var refusal = await Should.ThrowAsync<InvalidOperationException>(GatewayProcess.StartAsync(_data));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s (target: 5)"));
        refusal.Message.ShouldContain(reason);
        refusal.Message.ShouldNotContain("   at "); // one line for a person, no stack
        using var page = await GatewayProcess.StartAsync(_data, ["--maintenance-only"], []);
        using var client = new HttpClient();
        (await client.GetAsync(page.Http, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task MaintenanceOnly_AnythingAsked_IsThePage()
    {
        MaintenanceOnly.IsWanted(["--x=1", "--maintenance-only"]).ShouldBeTrue();
        await using var app = MaintenanceOnly.Build(
            ["--maintenance-only", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:admin:Url=http://127.0.0.1:0", "--Page:Name=THE PARFUMERIEE"]);
        await app.StartAsync(RunningGateway.Token);
        var urls = app.Urls.ToArray(); // admin, http
        using var client = new HttpClient { BaseAddress = new Uri(urls[1]) };
        client.DefaultRequestHeaders.Add("Accept", "text/html");

        foreach (var path in new[] { "/", "/checkout", "/api/webhooks/stripe" })
        {
            var answer = await client.PostAsync(path, null, RunningGateway.Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(120));
        }

        (await client.GetStringAsync("/health", RunningGateway.Token)).ShouldNotBeEmpty();
        using var admin = new HttpClient { BaseAddress = new Uri(urls[0]) };
        (await admin.GetAsync(Names.Routes.Maintenance, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
