using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Stripe;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Webhook;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Shop;

/// <summary>Every check looks at the demo shop while one thing is broken: exactly that is found, and nothing else.</summary>
public sealed class ShopFaultTests(ShopProcess shop) : IClassFixture<ShopProcess>, IAsyncLifetime
{
    private static bool _prepared;

    public async ValueTask InitializeAsync()
    {
        if (!_prepared)
        {
            _prepared = true;
            foreach (var run in (string[])["a", "b", "c", "d"])
            {
                await shop.OrderAsync(run.PadLeft(32, '0'));
            }

            // The first look is at a shop that is well: it writes the baselines.
            (await LookAsync()).ShouldBeEmpty();
        }
    }

    public async ValueTask DisposeAsync() => await shop.RepairAsync();

    // A drift and MDN's word for it, where it has one; information (a version in Server) is no finding here.
    // What a browser refuses, the headers check says too, with what MDN calls the header that it makes useless.
    [Theory]
    [InlineData("header", "{name: Content-Security-Policy}", "headers: csp-not-implemented content-security-policy | headers: header-grade-low grade | headers: header-removed content-security-policy")]
    [InlineData("header", "{name: Strict-Transport-Security}", "headers: header-grade-low grade | headers: header-removed strict-transport-security | headers: hsts-not-implemented strict-transport-security")]
    [InlineData("header", "{name: X-Content-Type-Options}", "headers: header-removed x-content-type-options | headers: x-content-type-options-not-implemented x-content-type-options")]
    [InlineData("header", "{name: X-Frame-Options}", "headers: header-removed x-frame-options")]
    [InlineData("header", "{name: Referrer-Policy}", "headers: header-removed referrer-policy")]
    [InlineData("header", "{name: Cross-Origin-Opener-Policy}", "headers: header-removed cross-origin-opener-policy")]
    [InlineData("header", "{name: Cross-Origin-Resource-Policy}", "headers: header-removed cross-origin-resource-policy")]
    [InlineData("header", "{name: Permissions-Policy}", "headers: header-removed permissions-policy")]
    [InlineData("header", "{name: Referrer-Policy, value: unsafe-url}", "headers: header-changed referrer-policy | headers: referrer-policy-unsafe referrer-policy")]
    [InlineData("header", "{name: Strict-Transport-Security, value: max-age=300}", "headers: header-changed strict-transport-security | headers: hsts-implemented-max-age-less-than-six-months strict-transport-security")]
    [InlineData("header", "{name: Strict-Transport-Security, value: max-age=0}", "headers: header-changed strict-transport-security | headers: hsts-implemented-max-age-less-than-six-months strict-transport-security")]
    [InlineData("header", "{name: Content-Security-Policy, value: default-src * 'unsafe-inline'}", "headers: PLAIN_WILDCARD content-security-policy | headers: SCRIPT_UNSAFE_INLINE content-security-policy | headers: csp-implemented-with-unsafe-inline content-security-policy | headers: header-changed content-security-policy | headers: header-grade-low grade")]
    [InlineData("header", "{name: X-Content-Type-Options, value: sniff}", "headers: header-changed x-content-type-options | headers: x-content-type-options-header-invalid x-content-type-options")]
    [InlineData("header", "{name: X-Frame-Options, value: ALLOWALL}", "headers: header-changed x-frame-options")]
    [InlineData("header", "{name: Cross-Origin-Opener-Policy, value: unsafe-none}", "headers: header-changed cross-origin-opener-policy")]
    [InlineData("header", "{name: Cross-Origin-Resource-Policy, value: cross-origin}", "headers: header-changed cross-origin-resource-policy")]
    [InlineData("header", "{name: Cross-Origin-Resource-Policy, value: everybody}", "headers: corp-header-invalid cross-origin-resource-policy | headers: header-changed cross-origin-resource-policy")]
    [InlineData("header", "{name: Permissions-Policy, value: camera=*}", "headers: header-changed permissions-policy")]
    [InlineData("header", "{name: Access-Control-Allow-Origin, value: *}", "headers: header-added access-control-allow-origin")]
    [InlineData("header", "{name: Access-Control-Allow-Origin, value: null}", "headers: header-added access-control-allow-origin")]
    [InlineData("header", "{name: Server, value: nginx/1.18.0}", "")]
    [InlineData("certificate", "{kind: expired}", "certificate: cert-expired localhost | headers: cert-expired localhost | headers: header-grade-low grade | headers: hsts-invalid-cert strict-transport-security")]
    [InlineData("certificate", "{kind: self-signed}", "certificate: cert-self-signed localhost | headers: cert-self-signed localhost | headers: header-grade-low grade | headers: hsts-invalid-cert strict-transport-security")]
    [InlineData("certificate", "{kind: wrong-name}", "certificate: cert-name-mismatch localhost | headers: cert-name-mismatch localhost | headers: header-grade-low grade | headers: hsts-invalid-cert strict-transport-security")]
    [InlineData("webhook", "{mode: drop}", "webhook: webhook-no-effect /api/webhooks/stripe")]
    [InlineData("webhook", "{mode: status}", "webhook: webhook-refused /api/webhooks/stripe")]
    [InlineData("webhook", "{mode: slow}", "webhook: webhook-failed /api/webhooks/stripe")]
    [InlineData("webhook", "{mode: unsigned-accepted}", "webhook: webhook-unsigned-accepted /api/webhooks/stripe")]
    [InlineData("delete-products", "{count: 3}", "data: data-missing products")]
    [InlineData("delete-orders", "{percent: 50}", "data: data-missing orders")]
    [InlineData("delete-images", "{count: 3}", "data: images-missing images")]
    public async Task Fault_One_IsFoundAndNothingElse(string fault, string parameters, string expected)
    {
        await shop.BreakAsync(fault, Parameters(parameters));

        (await LookAsync(webhook: parameters.Contains("slow", StringComparison.Ordinal) ? TimeSpan.FromSeconds(4) : null)).ShouldBe(expected.Split(" | ", StringSplitOptions.RemoveEmptyEntries));
    }

    private static Dictionary<string, object> Parameters(string text) => text.Trim('{', '}').Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split(": ", 2))
        .ToDictionary(pair => pair[0], pair => int.TryParse(pair[1], CultureInfo.InvariantCulture, out var number) ? number : (object)pair[1]);

    /// <summary>`check: code subject` of every finding that is no mere information, and the reason of every check without one that is not up.</summary>
    private async Task<List<string>> LookAsync(TimeSpan? webhook = null)
    {
        var lines = new List<string>();
        foreach (var (name, type, yaml) in Checks())
        {
            var site = Site();
            var result = await Probe.CheckAsync(type, site, yaml, name == "webhook" ? webhook : TimeSpan.FromSeconds(20), Guid.NewGuid().ToString("N"));
            var found = result.Findings.Where(finding => finding.Severity != Severity.Info).Select(finding => $"{name}: {finding.Code} {finding.Subject}").ToList();
            lines.AddRange(found.Count > 0 || result.Outcome == Outcome.Up ? found : [$"{name}: {result.Outcome.Word()} {result.Reason} {result.Message}"]);
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private Site Site() => new()
    {
        Name = "shop",
        DisplayName = "shop",
        Url = shop.Url,
        OwnOrigins = [shop.Url, shop.Secure],
        CaFile = shop.Authority,
        Reach = [new ReachRule(IPNetwork.Parse("127.0.0.1/32"), shop.Url.Port), new ReachRule(IPNetwork.Parse("127.0.0.1/32"), shop.Secure.Port)],
    };

    private IEnumerable<(string Name, ICheckType Type, string Yaml)> Checks()
    {
        var clock = TimeProvider.System;
        var dialer = new ProbeDialer(clock);
        var transport = new HttpTransport(dialer, clock);
        yield return ("home", new HttpCheckType(transport), "{http: {path: /, expect: {text: Parfums}}}");
        yield return ("api-health", new HttpCheckType(transport), "{http: {path: /api/health, expect: {json: {$.database: ok}}}}");
        yield return ("headers", new HeadersCheckType(transport, clock), $"{{headers: {{url: '{shop.Secure}', path: /, grade-at-least: A, baseline: '{shop.BaselineOf("headers")}'}}}}");
        yield return ("certificate", new TlsCheckType(new TlsCollector(dialer, new ChainBuilder(clock), clock)), $"{{tls: {{url: '{shop.Secure}'}}}}");
        yield return ("webhook", new WebhookCheckType(transport, clock), $$"""
            {webhook: {path: /api/webhooks/stripe, secret: {{ShopProcess.WebhookSecret}}, order: /api/test-orders/$run, then: {json: /api/orders/$run, expect: {$.status: paid}, within: 1s}, repeat: true,
             must-refuse: [bad-signature, replay]} }
            """);
        yield return ("undelivered", new StripeCheckType(transport, clock), $"{{stripe: {{api: '{shop.Url}', key: {ShopProcess.StripeKey}, look-back: 1h}}}}");
        yield return ("data", new DataCheckType(transport, clock), $$"""
            {data: {source: {sqlite: '{{shop.Database}}'}, baseline: '{{shop.BaselineOf("data")}}', count: [{table: products, falls-more-than: 5%}, {table: orders, falls-more-than: 5%}],
             orphans: {name: order_lines, sql: "select count(*) from order_lines l left join orders o on o.id = l.order_id where o.id is null"},
             duplicates: {table: products, columns: slug}, images: {sql: "select '/images/' || slug || '.svg' from products", sample: 50} } }
            """);
    }
}
