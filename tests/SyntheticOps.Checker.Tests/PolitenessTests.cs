using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Tests.Dns.Client;
using SyntheticOps.Checker.Tests.Dns.Wire;
using SyntheticOps.Checker.Tests.Http;

namespace SyntheticOps.Checker.Tests;

/// <summary>What one run costs its target: a handful of requests, some dozen questions. (The tls check: at most 16 connections, CertificateFixtureTests.)</summary>
public sealed class PolitenessTests
{
    [Fact]
    public async Task Run_Headers_AsksSevenTimesAtMost()
    {
        var asked = new ConcurrentQueue<string>();
        await using var server = await KestrelServer.StartAsync(app => app.Map("/{**path}", (HttpContext context) =>
        {
            asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return context.Request.Path == "/" ? Results.Text("<html><img src=/a.png><script src=/a.js></script></html>", "text/html") : Results.NotFound();
        }));

        await Probe.CheckAsync(new HeadersCheckType(Probe.NewTransport(), TimeProvider.System), Probe.SiteOf(server.Url), "{headers: {}}");

        asked.Count.ShouldBeInRange(1, 7, string.Join(", ", asked));
        asked.ShouldNotContain("GET /a.png");
        asked.ShouldNotContain("GET /a.js");
    }

    [Fact]
    public async Task Run_Dns_AsksSixtyTimesAtMost()
    {
        await using var server = new FakeServer { OnUdp = query => [new MessageBuilder(query.Id).Question(query.Question!).Build()] }.Start();
        var site = Probe.SiteOf(new Uri("https://shop.example")) with { Reach = [new(new System.Net.IPNetwork(server.Address.Address, 32), server.Address.Port)] };

        await Probe.CheckAsync(new DnsCheckType(TimeProvider.System), site, $"{{dns: {{name: shop.example, mail: all, roots: \"{server.Address}\"}}}}", TimeSpan.FromSeconds(60));

        server.Seen.Count.ShouldBeInRange(10, 60);
    }
}
