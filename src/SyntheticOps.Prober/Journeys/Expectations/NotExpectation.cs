using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`not: {text: Erreur}`: the opposite of another expectation; an element is hidden or absent.</summary>
internal sealed class NotExpectation : IExpectationKind
{
    public string Name => "not";

    public Expectation Read(ConfigMap entry, Scope scope)
    {
        var inner = ExpectationKinds.Read(entry.Find(Name)!, scope);
        if (inner.IsBudget)
        {
            entry.Fail(Name, "a limit has no opposite");
        }

        return new Expectation(inner.Phrase, async context =>
        {
            var sight = await inner.LookAsync(context);
            return sight with { Met = !sight.Met };
        });
    }
}
