using System.Net;
using SyntheticOps.Gateway.Maintenance;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class LetThroughTests
{
    private static readonly LetThrough Some = new(["/api/health", "/preview/*", "198.51.100.7", "203.0.113.0/24", "2001:db8::/32", "::1"]);

    [Theory]
    [InlineData("/api/health", true)]
    [InlineData("/api/health/", false)]
    [InlineData("/API/health", false)]
    [InlineData("/api/healthy", false)]
    [InlineData("/preview", true)]
    [InlineData("/preview/", true)]
    [InlineData("/preview/a/b", true)]
    [InlineData("/previews", false)]
    [InlineData("//preview/a", false)]
    [InlineData("/", false)]
    [InlineData("", false)]
    public void AdmitsPath_Truths(string path, bool expected) => Some.Admits(null, path).ShouldBe(expected);

    [Theory]
    [InlineData("198.51.100.7", true)]
    [InlineData("198.51.100.8", false)]
    [InlineData("::ffff:198.51.100.7", true)]
    [InlineData("203.0.113.255", true)]
    [InlineData("::ffff:203.0.113.1", true)]
    [InlineData("2001:db8:1::1", true)]
    [InlineData("2001:db9::1", false)]
    [InlineData("127.0.0.1", false)]
    public void AdmitsAddress_Truths(string address, bool expected) => Some.Admits(IPAddress.Parse(address), "/").ShouldBe(expected);

    [Theory]
    [InlineData("/a", true)]
    [InlineData("/a/*", true)]
    [InlineData("192.0.2.0/24", true)]
    [InlineData("::1", true)]
    [InlineData("/", false)] // that would be everything
    [InlineData("/*", false)]
    [InlineData("/a*", false)]
    [InlineData("/*/a", false)]
    [InlineData("192.0.2.1/24", false)] // bits beyond the prefix
    [InlineData("192.0.2", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("shop.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsValid_Truths(string? entry, bool expected) => LetThrough.IsValid(entry).ShouldBe(expected);
}
