using Parfumerie.Faults;

namespace Parfumerie.Tests.Faults;

public sealed class FaultRouteTests
{
    [Theory]
    [InlineData(null, "/anything", true)]
    [InlineData(null, "/v1/events", false)]
    [InlineData("/v1", "/v1/events", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/panier", false)]
    [InlineData("/panier", "/panier", true)]
    [InlineData("/panier", "/panier/quantite", true)]
    [InlineData("/panier/", "/panier/quantite", true)]
    [InlineData("/panier", "/paniers", false)]
    public void Covers_Route_PathAndBelow(string? route, string path, bool expected) => FaultRoute.Covers(route, path).ShouldBe(expected);

    [Theory]
    [InlineData("/health", false)]
    [InlineData("/alive", false)]
    [InlineData("/_faults", false)]
    [InlineData("/_faults/panel/on/status", false)]
    [InlineData("/api/health", true)]
    [InlineData("/healthy", true)]
    [InlineData("/", true)]
    public void IsTouchable_OwnRoutes_AreNot(string path, bool expected) => FaultRoute.IsTouchable(path).ShouldBe(expected);
}
