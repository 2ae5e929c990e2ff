using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.ServiceDefaults.Tests.Hosting;

public sealed class BindsTests
{
    [Theory]
    [InlineData("urls", "http://127.0.0.1:5080", true)]
    [InlineData("urls", "http://localhost:5080;http://[::1]:5080", true)]
    [InlineData("urls", "http://127.0.0.1:5080;http://0.0.0.0:5081", false)]
    [InlineData("urls", "http://*:5080", false)]
    [InlineData("urls", "http://shop.example:5080", false)]
    [InlineData("urls", "", true)]
    [InlineData("http_ports", "8080", false)]
    [InlineData("Kestrel:Endpoints:http:Url", "http://192.0.2.1:80", false)]
    [InlineData("Kestrel:Endpoints:http:Url", "http://127.9.9.9:80", true)]
    public void AreLoopback_EachSetting_IsRead(string key, string value, bool expected) =>
        Binds.AreLoopback(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()).ShouldBe(expected);
}
