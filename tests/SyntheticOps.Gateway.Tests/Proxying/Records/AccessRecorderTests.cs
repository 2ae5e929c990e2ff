using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Gateway.Tests.Proxying.Records;

/// <summary>The issue's lines under Telemetry: metrics, access log and traces of customers' requests.</summary>
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

    /// <summary>Each of what must never be left out, among many successes of which most are: errors, blocks and other refusals, limits, maintenance, probes.</summary>
    [Fact]
    public async Task Busy_SuccessesAreSampledAtATellingRate_NothingElseIs()
    {
        await using var shop = await StubShop.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/broken" ? 500 : 200;
            return context.Response.WriteAsync("x");
        });
        await using var gateway = await StartAsync(shop.Url, "Access:SuccessesPerS=1", "Customers:Hosts:0=127.0.0.1", "Guard:Rates:search:Paths:0=/search", "Guard:Rates:search:Requests=1", "Guard:Rates:search:PerS=3600");
        await BlockAsync(gateway, "203.0.113.66");
        var probe = ProbeSignature.Create(RunningGateway.ProbeKey, "0123456789abcdef0123456789abcdef", gateway.Customer.BaseAddress!.Authority, TimeProvider.System.GetUtcNow());
        (string Path, (string, string) Header)[] never = [("/broken", ("X", "1")), ("/", ("Host", "evil.example")), ("/", ("X-Forwarded-For", "203.0.113.66")), ("/search", ("X", "1")), ("/a%2fb", ("X", "1")), ("/probe", (Names.Headers.SyntheticProbe, probe))];
        await gateway.GetAsync("/search"); // the one that the limit allows
        for (var i = 0; i < 5; i++)
        {
            for (var success = 0; success < 40; success++)
            {
                await gateway.GetAsync("/");
            }

            foreach (var (path, header) in never)
            {
                await gateway.GetAsync(path, header);
            }
        }

        await AskUntilAsync(gateway, "/", () => Records().Any(IsSampled));
        await gateway.SwitchAsync("on");
        for (var i = 0; i < 5; i++)
        {
            await gateway.GetAsync("/");
        }

        (string Reason, int Status)[] expected = [("host", 421), ("block", 403), ("rate", 429), ("path", 400), ("maintenance", 503)];
        await UntilAsync(() => Records().Count(record => record["http.response.status_code"] is not 200) >= 30 && Records().Count(record => record["url.path"] is "/probe") >= 5);
        var records = Records().ToList();
        records.Count(record => record["http.response.status_code"] is 500).ShouldBe(5);
        foreach (var (reason, status) in expected)
        {
            records.Count(record => record.GetValueOrDefault("synthetic.refusal.reason") is string seen && seen == reason && record["http.response.status_code"] is int code && code == status).ShouldBe(5, reason);
        }

        records.Where(record => record["http.response.status_code"] is not 200).ShouldAllBe(record => !record.ContainsKey("synthetic.sampling.ratio"));
        records.Count(record => record["url.path"] is "/probe" && !record.ContainsKey("synthetic.sampling.ratio")).ShouldBe(5);
        var successes = records.Where(record => record["http.response.status_code"] is 200 && record["url.path"] is "/").ToList();
        successes.Count.ShouldBeInRange(1, 150); // few of the two hundred

        bool IsSampled(Dictionary<string, object?> record) => record["url.path"] is "/" && record.TryGetValue("synthetic.sampling.ratio", out var ratio) && ratio is > 0.0 and < 0.5;
        IEnumerable<Dictionary<string, object?>> Records() => gateway.Logs.Events.Where(item => item.Event == "synthetic.gateway.access").Select(item => item.Attributes);
    }

    /// <summary>Our span and the shop's: of many successes few are recorded, and the shop is told; what went wrong is recorded although it was left out at first.</summary>
    [Fact]
    public async Task Busy_TracesAreSampledAlike_ErrorsAndProbesAreRecorded()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Microsoft.AspNetCore", ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        await using var shop = await StubShop.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/traced/broken" ? 500 : 200;
            return context.Response.WriteAsync("x");
        });
        await using var gateway = await StartAsync(shop.Url, "Access:SuccessesPerS=1");
        var probe = ProbeSignature.Create(RunningGateway.ProbeKey, "0123456789abcdef0123456789abcdef", gateway.Customer.BaseAddress!.Authority, TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 100; i++)
        {
            await gateway.GetAsync("/traced/good");
        }

        for (var i = 0; i < 5; i++)
        {
            await gateway.GetAsync("/traced/broken");
            await gateway.GetAsync("/traced/a%2fb");
            await gateway.GetAsync("/traced/probe", (Names.Headers.SyntheticProbe, probe));
        }

        string[] always = ["/traced/broken", "/traced/probe", "/traced/a%2fb"];
        await UntilAsync(() => always.All(path => Of(path).Count() == 5));
        always.SelectMany(Of).ShouldAllBe(span => span.Recorded);
        shop.Seen.Last()["traceparent"].ShouldEndWith("-01");
        shop.Seen.Take(100).Count(headers => headers["traceparent"].EndsWith("-00", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
        Of("/traced/good").Count(span => !span.Recorded).ShouldBeGreaterThan(20);
        await AskUntilAsync(gateway, "/traced/good", () => Of("/traced/good").Any(span => span.Recorded && span.GetTagItem("synthetic.sampling.ratio") is not null));

        // The stub shop's own spans, in this process too, have no status.
        IEnumerable<Activity> Of(string path) => spans.Where(span => span.GetTagItem("http.response.status_code") is not null && span.GetTagItem("url.path") is string seen && (seen == path || seen == Uri.UnescapeDataString(path)));
    }

    [Fact]
    public async Task Metrics_CountRequestsAndRefusals_AndTimeTheShop()
    {
        var seen = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await StartAsync(shop.Url);
        var meters = gateway.Services.GetRequiredService<IMeterFactory>(); // other gateways of this process count too
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Scope == meters && (instrument.Name.StartsWith("synthetic.gateway.", StringComparison.Ordinal) || instrument.Name == "http.server.request.duration")) { self.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();

        await gateway.GetAsync("/");
        await gateway.GetAsync("/a%2fb");
        await BlockAsync(gateway, "203.0.113.66");
        await gateway.GetAsync("/", ("X-Forwarded-For", "203.0.113.66"));
        await gateway.SwitchAsync("on");
        await gateway.GetAsync("/");

        await UntilAsync(() => seen.Count(item => item.Name == "synthetic.gateway.refused") >= 3 && seen.Count(item => item.Name == "http.server.request.duration") >= 4);
        seen.ShouldContain(item => item.Name == "synthetic.gateway.upstream.duration" && item.Tags.Contains("synthetic.gateway.phase=wait", StringComparison.Ordinal) && item.Tags.Contains("synthetic.gateway.route=shop", StringComparison.Ordinal));
        seen.ShouldContain(item => item.Name == "synthetic.gateway.upstream.duration" && item.Tags.Contains("synthetic.gateway.phase=transfer", StringComparison.Ordinal));
        seen.ShouldContain(item => item.Name == "http.server.request.duration" && item.Tags.Contains("http.route={**path}", StringComparison.Ordinal) && item.Tags.Contains("http.response.status_code=200", StringComparison.Ordinal));
        seen.ShouldContain(item => item.Name == "synthetic.gateway.refused" && item.Tags == "synthetic.refusal.reason=path");
        seen.ShouldContain(item => item.Name == "synthetic.gateway.refused" && item.Tags == "synthetic.refusal.reason=block");
        seen.ShouldContain(item => item.Name == "synthetic.gateway.refused" && item.Tags == "synthetic.refusal.reason=maintenance");
    }

    private static async Task BlockAsync(RunningGateway gateway, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Blocks) { Content = JsonContent.Create(new { range, reason = "test" }) };
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        (await gateway.Admin.SendAsync(request, RunningGateway.Token)).EnsureSuccessStatusCode();
    }

    /// <summary>Chance keeps about one success a second: asks on until it has kept one.</summary>
    private static Task AskUntilAsync(RunningGateway gateway, string path, Func<bool> isKept) => Webhooks.Stripe.UntilAsync(
        async () =>
        {
            using var answer = await gateway.GetAsync(path);
            return isKept();
        },
        "a sampled success");

    /// <summary>Records are written after the answer has left.</summary>
    private static Task UntilAsync(Func<bool> holds) => Webhooks.Stripe.UntilAsync(() => Task.FromResult(holds()), "records");

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>An exporter that nobody listens to.</summary>
    private Task<RunningGateway> StartAsync(string shop, params string[] more) =>
        RunningGateway.StartAsync(_data, shop, null, [$"{Names.Env.OtlpEndpoint}=http://127.0.0.1:1", "Customers:KnownProxies:0=127.0.0.1", .. more]);
}
