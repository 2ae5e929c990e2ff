using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>A kind of variable, recognised by its key. One file and one line in <see cref="VariableKinds"/>.</summary>
internal interface IVariableKind
{
    /// <summary>The key in the journey file.</summary>
    string Name { get; }

    /// <summary>Reads the whole mapping, of which that key is one.</summary>
    VariableMaker Read(ConfigMap map, Scope scope);
}

/// <summary>How a variable gets its value.</summary>
internal sealed record VariableMaker(Func<VariableMoment, string> Make)
{
    /// <summary>Shown nowhere.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Made anew each time it is used.</summary>
    public bool IsLive { get; init; }

    /// <summary>What the value is made from and must not be shown either.</summary>
    public string? Seed { get; init; }
}

/// <summary>What a value may depend on.</summary>
internal sealed record VariableMoment(IReadOnlyDictionary<string, string> Values, TimeProvider Clock);
