using SyntheticOps.Gateway.Webhooks;

namespace SyntheticOps.Gateway.Tests.Webhooks;

public sealed class WebhookOptionsValidatorTests
{
    [Theory]
    [InlineData("stripe", "/api/webhooks/stripe", "stripe", null)]
    [InlineData("other", "/hook", null, null)]
    [InlineData("Stripe!", "/hook", null, "Webhooks:Routes:Stripe!: the name")]
    [InlineData("a", "hook", null, "Webhooks:Routes:a:Path: expected")]
    [InlineData("a", "/", null, "Webhooks:Routes:a:Path: expected")]
    [InlineData("a", "/hook/{id}", null, "Webhooks:Routes:a:Path: expected")]
    [InlineData("a", "/hook?x", null, "Webhooks:Routes:a:Path: expected")]
    [InlineData("a", "/hook", "strip", "'strip' is not known; expected stripe")]
    public void Route_Values_AreCheckedByName(string name, string path, string? scheme, string? mistake)
    {
        var result = Validate((name, new WebhookRouteOptions { Path = path, Scheme = scheme }));

        result.ShouldBe(mistake is null ? "" : result);
        result.ShouldContain(mistake ?? "");
    }

    [Fact]
    public void Routes_WithTheSamePath_AreAMistake() =>
        Validate(("a", new() { Path = "/hook" }), ("b", new() { Path = "/HOOK/" })).ShouldContain("a and b have the same path");

    private static string Validate(params (string Name, WebhookRouteOptions Route)[] routes) =>
        new WebhookOptionsValidator([new StripeScheme()])
            .Validate(null, new WebhookOptions { Routes = routes.ToDictionary(route => route.Name, route => route.Route) }).FailureMessage ?? "";
}
