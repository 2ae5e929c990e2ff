using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading.Values;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>
/// Reads `steps:` and `finally:`, and in them `include: shared/login.yaml`: a file with `steps:` and perhaps `variables:`
/// of its own, which the journey's variables of the same name override. `name` before it is put before the names of its steps.
/// </summary>
internal sealed class IncludeReader(string journey, Scope scope, List<JourneyVariable> variables)
{
    /// <summary>A journey of more steps is several journeys.</summary>
    private const int MaximumSteps = 100;

    private const int MaximumDepth = 8;

    private readonly List<string> _open = [journey];

    public List<JourneyStep> Read(ConfigNode? list, int first)
    {
        var steps = new List<JourneyStep>();
        Add(list, steps, first, prefix: "");
        if (steps.Count > MaximumSteps)
        {
            list!.Fail($"a journey has at most {MaximumSteps} steps");
        }

        return [.. steps.Take(MaximumSteps)];
    }

    private void Add(ConfigNode? list, List<JourneyStep> steps, int first, string prefix)
    {
        foreach (var item in list?.AsItems() ?? [])
        {
            if (steps.Count > MaximumSteps)
            {
                return;
            }

            if (item.IsMap && item.AsMap().Find("include") is { } include)
            {
                var name = item.AsMap().Find("name")?.AsText();
                Include(include, steps, first, name is null ? prefix : $"{prefix}{name}: ");
                continue;
            }

            var step = StepReader.Read(item, scope, first + steps.Count);
            steps.Add(step with { Name = prefix + step.Name });
        }
    }

    private void Include(ConfigNode node, List<JourneyStep> steps, int first, string prefix)
    {
        if (scope.FileOf(node) is not { } path)
        {
            return;
        }

        if (_open.Contains(path, StringComparer.Ordinal) || _open.Count > MaximumDepth)
        {
            node.Fail(_open.Count > MaximumDepth ? $"files are included more than {MaximumDepth} deep" : "this file includes itself, directly or through another one");
            return;
        }

        if (node.ReadOther(path)?.AsMap() is { } map)
        {
            _open.Add(path);
            map.Find("name"); // for people, and so that the file is a journey of its own as well
            foreach (var (name, value) in map.Find("variables")?.AsMap().Entries() ?? [])
            {
                if (!scope.Knows(name))
                {
                    variables.Add(VariableKinds.Read(name, value, scope));
                }
            }

            Add(map.Require("steps"), steps, first, prefix);
            _open.Remove(path);
        }
    }
}
