using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>`{secret: "${TEST_CARD}"}` is shown nowhere.</summary>
internal sealed class SecretVariable : IVariableKind
{
    public string Name => "secret";

    public VariableMaker Read(ConfigMap map, Scope scope)
    {
        var template = scope.Secret(map.Find(Name)!);
        return new(moment => template.Resolve(moment.Values)) { IsSecret = true };
    }
}
