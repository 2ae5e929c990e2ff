using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys;

/// <summary>A verb that a step may use, alone or in its `do` list. One file and one line in <see cref="Acts.StepVerbs"/>.</summary>
internal interface IStepVerb
{
    /// <summary>The key in the journey file.</summary>
    string Name { get; }

    /// <summary>Reads what stands below the key; mistakes are reported there.</summary>
    Act Read(ConfigNode body, Scope scope);
}
