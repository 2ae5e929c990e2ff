using SyntheticOps.Gateway.Maintenance;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class MaintenanceScopeTests
{
    [Theory]
    [InlineData("", "", "", "shop.example", "/checkout", "POST", true)]
    [InlineData("shop.example", "", "", "SHOP.example", "/", "GET", true)]
    [InlineData("shop.example", "", "", "other.example", "/", "GET", false)]
    [InlineData("", "/checkout", "", "shop.example", "/checkout", "GET", true)]
    [InlineData("", "/checkout", "", "shop.example", "/Checkout/pay", "GET", true)]
    [InlineData("", "/checkout/", "", "shop.example", "/checkout/pay", "GET", true)]
    [InlineData("", "/checkout", "", "shop.example", "/checkouts", "GET", false)]
    [InlineData("", "/", "", "shop.example", "/anything", "GET", true)]
    [InlineData("", "", "POST", "shop.example", "/", "GET", false)]
    [InlineData("", "", "POST", "shop.example", "/", "post", true)]
    [InlineData("shop.example", "/checkout", "POST", "shop.example", "/checkout", "GET", false)]
    public void Covers_Scope_OnlyWhatItNames(string hosts, string paths, string methods, string host, string path, string method, bool expected)
    {
        var scope = new MaintenanceScope(List(hosts), List(paths), List(methods));

        scope.Covers(host, path, method).ShouldBe(expected);
    }

    [Theory]
    [InlineData("shop example", "", "", "scope.hosts: 'shop example'")]
    [InlineData("shop.example:80", "", "", "scope.hosts: 'shop.example:80'")]
    [InlineData("", "checkout", "", "scope.paths: 'checkout'")]
    [InlineData("", "", "post", "scope.methods: 'post'")]
    public void Check_BadEntry_NamesItAndTheForm(string hosts, string paths, string methods, string expected)
    {
        var mistakes = new MaintenanceScope(List(hosts), List(paths), List(methods)).Check().ToArray();

        mistakes.Length.ShouldBe(1);
        mistakes[0].ShouldStartWith(expected);
        mistakes[0].ShouldContain("expected");
    }

    [Fact]
    public void Check_TooManyEntries_SaysHowMany() =>
        new MaintenanceScope([], [.. Enumerable.Repeat("/a", 51)], []).Check().ShouldBe(["scope.paths: 51 entries, expected at most 50."]);

    private static string[] List(string entry) => entry.Length == 0 ? [] : [entry];
}
