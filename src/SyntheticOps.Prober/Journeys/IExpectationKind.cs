using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys;

/// <summary>A kind of expectation, recognised by its key. One file and one line in <see cref="Expectations.ExpectationKinds"/>.</summary>
internal interface IExpectationKind
{
    /// <summary>The key in the journey file.</summary>
    string Name { get; }

    /// <summary>Reads the whole entry, of which that key is one.</summary>
    Expectation Read(ConfigMap entry, Scope scope);
}
