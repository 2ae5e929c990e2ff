using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads a journey file; mistakes are in the node's list with file, line and column.</summary>
internal static class JourneyReader
{
    /// <summary>A journey of more steps is several journeys.</summary>
    private const int MaximumSteps = 100;

    public static Journey Read(ConfigNode root)
    {
        var map = root.AsMap();
        var scope = new Scope();
        var name = map.Require("name")?.AsText() ?? "";
        var variables = map.Find("variables")?.AsMap().Entries().Select(entry => Variable(entry.Name, entry.Value, scope)).ToList() ?? [];
        var steps = Steps(map.Require("steps"), scope, first: 1);
        if (steps.Count == 0)
        {
            map.Fail("steps", "a journey has at least one step");
        }

        var last = Steps(map.Find("finally"), scope, steps.Count + 1);
        foreach (var twice in steps.GroupBy(step => step.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            map.Fail("steps", $"two steps are called '{twice.Key}'; give them names of their own");
        }

        return new Journey(name, variables, steps, last);
    }

    private static JourneyVariable Variable(string name, ConfigNode node, Scope scope)
    {
        if (name == Scope.Run || !new Template("$" + name).Names.SequenceEqual([name]))
        {
            node.Fail($"'{name}' is not a variable's name: letters, digits and _, and not '{Scope.Run}'");
        }

        var isSecret = node.IsMap;
        var value = isSecret
            ? node.AsMap().Require("secret") is { } secret ? scope.Secret(secret) : Template.Empty
            : scope.Text(node);
        scope.Add(name, isSecret || scope.HasSecret(value));
        return new JourneyVariable(name, value, isSecret);
    }

    private static List<JourneyStep> Steps(ConfigNode? list, Scope scope, int first)
    {
        var items = list?.AsItems() ?? [];
        if (items.Count > MaximumSteps)
        {
            list!.Fail($"a journey has at most {MaximumSteps} steps");
        }

        return [.. items.Take(MaximumSteps).Select((item, i) => StepReader.Read(item.AsMap(), scope, first + i))];
    }
}
