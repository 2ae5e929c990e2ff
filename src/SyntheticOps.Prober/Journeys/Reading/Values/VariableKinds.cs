using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>The kinds of variable, one line each; a text is one without a kind.</summary>
internal static class VariableKinds
{
    public static IReadOnlyDictionary<string, IVariableKind> All { get; } = new IVariableKind[]
    {
        new SecretVariable(),
        new RandomVariable(),
        new DateVariable(),
        new TotpVariable(),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static JourneyVariable Read(string name, ConfigNode node, Scope scope)
    {
        if (name == Scope.Run || !new Template("$" + name).Names.SequenceEqual([name]))
        {
            node.Fail($"'{name}' is not a variable's name: letters, digits and _, and not '{Scope.Run}'");
        }

        var maker = node.IsMap ? OfKind(node.AsMap(), scope) : Text(scope.Text(node), scope);
        scope.Add(name, maker.IsSecret);
        return new JourneyVariable(name, maker);
    }

    private static VariableMaker Text(Template template, Scope scope) =>
        new(moment => template.Resolve(moment.Values)) { IsSecret = scope.HasSecret(template) };

    private static VariableMaker OfKind(ConfigMap map, Scope scope)
    {
        var found = All.Values.Where(kind => map.Keys.Contains(kind.Name)).ToList();
        if (found.Count == 1)
        {
            return found[0].Read(map, scope);
        }

        foreach (var kind in All.Keys)
        {
            map.Find(kind);
        }

        map.Fail(found.Count == 0
            ? $"a variable is a text or one of {string.Join(", ", All.Keys)}"
            : $"a variable is of one kind, here are {string.Join(" and ", found.Select(kind => kind.Name))}");
        return Text(Template.Empty, scope);
    }
}
