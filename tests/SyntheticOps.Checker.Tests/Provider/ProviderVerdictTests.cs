using SyntheticOps.Checker.Provider;

namespace SyntheticOps.Checker.Tests.Provider;

public sealed class ProviderVerdictTests
{
    private static readonly ProviderOptions Options = new() { Page = new Uri("https://status.stripe.com/"), DownFrom = Impact.Major, DegradedFrom = Impact.Minor };

    [Fact]
    public void Judge_Incident_SaysItsNameAndState()
    {
        var incident = new ProviderIncident("Elevated errors", "investigating", Impact.Major, null, new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero), "We look.", []);

        ProviderVerdict.Judge(new ProviderStatus("Stripe", [], [incident], []), Options).ShouldSay(
            "Stripe reports since 2026-03-01 08:30 UTC: Elevated errors (impact major, investigating). We look.",
            "Stripe: Elevated errors : incident signalé par le fournisseur (gravité majeure, en cours d’examen).");
    }

    [Fact]
    public void Judge_Component_SaysItsState() => ProviderVerdict.Judge(
        new ProviderStatus("Stripe", [new ProviderComponent("API", null, Impact.Minor, "degraded_performance")], [], []), Options).ShouldSay(
            "Stripe reports degraded performance of API.", "Stripe: API : service ralenti, selon le fournisseur.");
}
