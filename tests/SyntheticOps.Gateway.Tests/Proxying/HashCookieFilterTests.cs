using SyntheticOps.Gateway.Proxying;
using SyntheticOps.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace SyntheticOps.Gateway.Tests.Proxying;

public sealed class HashCookieFilterTests
{
    [Theory]
    [InlineData("HashCookie")]
    [InlineData("hashcookie")]
    public void Start_HashCookie_IsRefusedWithTheKey(string policy)
    {
        using var data = new TempFolder();

        var refusal = Should.Throw<StartupException>(() => RunningGateway.Build(
            data.Path, new LogSink(), null, $"ReverseProxy:Clusters:shop:SessionAffinity:Policy={policy}"));

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldBe("ReverseProxy:Clusters:shop:SessionAffinity:Policy: HashCookie is not supported; use Cookie, ArrCookie or CustomHeader.");
    }

    [Fact]
    public async Task Reload_HashCookie_IsRefused()
    {
        var cluster = new ClusterConfig { ClusterId = "shop", SessionAffinity = new SessionAffinityConfig { AffinityKeyName = "a", Policy = "HashCookie" } };

        await Should.ThrowAsync<InvalidOperationException>(async () => await new HashCookieFilter().ConfigureClusterAsync(cluster, RunningGateway.Token));
    }
}
