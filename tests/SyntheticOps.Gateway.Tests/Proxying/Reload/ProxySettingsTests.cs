using Microsoft.Extensions.Configuration;
using SyntheticOps.Gateway.Hosting;
using SyntheticOps.Gateway.Proxying.Reload;

namespace SyntheticOps.Gateway.Tests.Proxying.Reload;

public sealed class ProxySettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["ReverseProxy:Routes:shop:ClusterId"] = "shop",
        ["ReverseProxy:Routes:shop:Match:Path"] = "{**path}",
        ["ReverseProxy:Clusters:shop:Destinations:a:Address"] = "http://127.0.0.1:8080",
    };

    [Fact]
    public void Read_NoSection_IsOneRouteToTheShopWithLimits()
    {
        var settings = Read(new() { ["services:parfumerie:http:0"] = "http://127.0.0.1:9" });

        settings.Mistakes.ShouldBeEmpty();
        settings.Routes.Single().Timeout.ShouldBe(Limits.Request);
        settings.Clusters.Single().HttpRequest!.ActivityTimeout.ShouldBe(Limits.Activity);
        settings.Clusters.Single().Destinations!.Single().Value.Address.ShouldBe("http://127.0.0.1:9");
        settings.Clusters.Single().HealthCheck.ShouldBeNull();
    }

    [Fact]
    public void Read_SeveralDestinations_AreWatchedAndWeighed()
    {
        var settings = Read(With(("ReverseProxy:Clusters:shop:Destinations:b:Address", "http://127.0.0.1:8081"), ("ReverseProxy:Clusters:shop:Destinations:b:Metadata:Weight", "5"), ("ReverseProxy:Routes:shop:Timeout", "00:00:05")));

        settings.Mistakes.ShouldBeEmpty();
        settings.Routes.Single().Timeout.ShouldBe(TimeSpan.FromSeconds(5));
        settings.Clusters.Single().LoadBalancingPolicy.ShouldBe("Weighted");
        settings.Clusters.Single().HealthCheck!.Passive!.Enabled.ShouldBe(true);
    }

    [Theory]
    [InlineData("ReverseProxy:Route:shop:ClusterId", "shop", "ReverseProxy:Route: unknown key; expected Routes or Clusters.")]
    [InlineData("ReverseProxy:Routes:shop:Timout", "00:00:05", "ReverseProxy:Routes:shop: unknown key 'Timout'.")]
    [InlineData("ReverseProxy:Routes:shop:Timeout", "five", "ReverseProxy:Routes:shop:Timeout: 'five': expected a duration, such as 00:00:30.")]
    [InlineData("ReverseProxy:Routes:shop:Order", "first", "ReverseProxy:Routes:shop:Order: 'first': expected a whole number.")]
    [InlineData("ReverseProxy:Routes:shop:ClusterId", "shops", "ReverseProxy:Routes:shop:ClusterId: 'shops' is no cluster; expected one of shop.")]
    [InlineData("ReverseProxy:Clusters:shop:Destinations:a:Address", "127.0.0.1:8080", "ReverseProxy:Clusters:shop:Destinations:a:Address: '127.0.0.1:8080': expected an http or https URL, such as http://127.0.0.1:8080.")]
    [InlineData("ReverseProxy:Clusters:shop:Destinations:a:Metadata:Weight", "-1", "ReverseProxy:Clusters:shop:Destinations:a:Metadata:Weight: '-1': expected a whole number from 0 to 1000.")]
    [InlineData("ReverseProxy:Clusters:shop:HealthCheck:Active:Enabled", "maybe", "ReverseProxy:Clusters:shop:HealthCheck:Active:Enabled: 'maybe': expected true or false.")]
    [InlineData("ReverseProxy:Clusters:shop:HealthCheck:Active:Every", "10", "ReverseProxy:Clusters:shop: unknown key 'Every'.")]
    [InlineData("ReverseProxy:Clusters:shop:SessionAffinity:Policy", "HashCookie", "ReverseProxy:Clusters:shop:SessionAffinity:Policy: HashCookie is not supported; use Cookie, ArrCookie or CustomHeader.")]
    [InlineData("ReverseProxy:Clusters:empty:LoadBalancingPolicy", "Random", "ReverseProxy:Clusters:empty:Destinations: expected at least one, such as {\"a\": {\"Address\": \"http://127.0.0.1:8080\"}}.")]
    public void Read_Mistake_NamesKeyAndForm(string key, string value, string expected) => Read(With((key, value))).Mistakes.ShouldContain(expected);

    private static Dictionary<string, string?> With(params (string Key, string Value)[] changes)
    {
        var all = new Dictionary<string, string?>(Good);
        foreach (var (key, value) in changes)
        {
            all[key] = value;
        }

        return all;
    }

    private static ProxySettings Read(Dictionary<string, string?> values) => ProxySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
}
