using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Proxying.Records;

public sealed class AccessRecorderTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0", "false")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1::", "false")]
    [InlineData("203.0.113.77", "203.0.113.77", "true")]
    public async Task Log_HasNoQuery_AndAShortAddress(string client, string shown, string full)
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await StartAsync(shop.Url, $"Access:FullAddresses={full}");

        (await gateway.GetAsync("/shelf?email=ann@example.com", ("X-Forwarded-For", client))).EnsureSuccessStatusCode();

        await UntilAsync(() => gateway.Logs.Events.Any(item => item.Event == "synthetic.gateway.access"));
        var record = gateway.Logs.Events.Single(item => item.Event == "synthetic.gateway.access").Attributes;
        record["client.address"].ShouldBe(shown);
        (record["http.request.method"], record["url.path"], record["http.response.status_code"], record["synthetic.gateway.route"]).ShouldBe(("GET", "/shelf", 200, "shop"));
        record.Values.ShouldAllBe(value => value == null || !value.ToString()!.Contains("ann@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Busy_SuccessesAreSampled_RefusalsAndErrorsAreNot()
    {
        await using var shop = await StubShop.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/broken" ? 500 : 200;
            return context.Response.WriteAsync("x");
        });
        await using var gateway = await StartAsync(shop.Url, "Access:SuccessesPerS=1", "Customers:Hosts:0=127.0.0.1");
        for (var i = 0; i < 200; i++)
        {
            await gateway.GetAsync("/");
        }

        for (var i = 0; i < 5; i++)
        {
            await gateway.GetAsync("/broken");
            await gateway.GetAsync("/", ("Host", "evil.example"));
        }

        await UntilAsync(() => gateway.Logs.Events.Count(item => item.Event == "synthetic.gateway.access" && item.Attributes["http.response.status_code"] is (500 or 421)) >= 10);
        var records = gateway.Logs.Events.Where(item => item.Event == "synthetic.gateway.access").Select(item => item.Attributes).ToList();
        records.Count(record => record["http.response.status_code"] is 500).ShouldBe(5);
        records.Count(record => record.GetValueOrDefault("synthetic.refusal.reason") is "host").ShouldBe(5);
        records.Count(record => record["http.response.status_code"] is 200).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Metrics_CountRefusals_AndTimeTheShop()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<(string Name, double Value, string Tags)>();
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await StartAsync(shop.Url);
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name.StartsWith("synthetic.gateway.", StringComparison.Ordinal)) { self.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();

        await gateway.GetAsync("/");
        await gateway.GetAsync("/a%2fb");
        await gateway.SwitchAsync("on");
        await gateway.GetAsync("/");

        await UntilAsync(() => seen.Count(item => item.Name == "synthetic.gateway.refused") >= 2 && seen.Any(item => item.Tags.Contains("transfer", StringComparison.Ordinal)));
        seen.ShouldContain(item => item.Name == "synthetic.gateway.upstream.duration" && item.Tags.Contains("synthetic.gateway.phase=wait", StringComparison.Ordinal) && item.Tags.Contains("synthetic.gateway.route=shop", StringComparison.Ordinal));
        seen.ShouldContain(item => item.Name == "synthetic.gateway.upstream.duration" && item.Tags.Contains("synthetic.gateway.phase=transfer", StringComparison.Ordinal));
        seen.ShouldContain(item => item.Name == "synthetic.gateway.refused" && item.Tags == "synthetic.refusal.reason=path");
        seen.ShouldContain(item => item.Name == "synthetic.gateway.refused" && item.Tags == "synthetic.refusal.reason=maintenance");
    }

    /// <summary>Records are written after the answer has left.</summary>
    private static async Task UntilAsync(Func<bool> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, RunningGateway.Token);
        }
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>An exporter that nobody listens to.</summary>
    private Task<RunningGateway> StartAsync(string shop, params string[] more) =>
        RunningGateway.StartAsync(_data, shop, null, [$"{Names.Env.OtlpEndpoint}=http://127.0.0.1:1", "Customers:KnownProxies:0=127.0.0.1", .. more]);
}
