using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Acts;
using SyntheticOps.Prober.Journeys.Expectations;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads one step.</summary>
internal static class StepReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterRepeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromSeconds(1);

    public static JourneyStep Read(ConfigMap map, Scope scope, int index)
    {
        var name = map.Find("name")?.AsText();
        var acts = Acts(map, scope);
        var repeat = map.Find("repeat") is { } node ? Repeat(node.AsMap(), scope) : null;
        var timeout = map.Find("timeout")?.AsDuration(Shortest, Longest);
        var expectations = map.Find("expect")?.AsItemsOrOne().Select(item => ExpectationKinds.Read(item, scope)).ToList() ?? [];
        var isSecret = map.Find("secret")?.AsFlag() ?? false;
        return new JourneyStep
        {
            Index = index,
            Name = string.IsNullOrWhiteSpace(name) ? acts.FirstOrDefault()?.Phrase ?? $"step {index}" : name,
            Acts = acts,
            Expectations = expectations,
            Timeout = timeout ?? repeat?.AtMost + AfterRepeat,
            IsSecret = isSecret,
            Captures = Captures(map.Find("set"), scope),
            Repeat = repeat,
        };
    }

    private static List<Act> Acts(ConfigMap map, Scope scope)
    {
        var list = map.Find("do");
        if (list is not null)
        {
            if (map.Keys.FirstOrDefault(StepVerbs.All.ContainsKey) is { } verb)
            {
                map.Fail(verb, $"a step has either '{verb}' or a 'do' list; put '{verb}' into the list");
            }

            var acts = list.AsItems().Select(item => Single(item.AsMap(), scope)).OfType<Act>().ToList();
            if (acts.Count == 0 && list.IsList)
            {
                list.Fail("the list 'do' is empty");
            }

            return acts;
        }

        return Single(map, scope) is { } act ? [act] : [];
    }

    /// <summary>The one verb of a mapping.</summary>
    private static Act? Single(ConfigMap map, Scope scope)
    {
        var verbs = StepVerbs.All.Keys.Where(verb => map.Find(verb) is not null).ToList();
        if (verbs.Count != 1)
        {
            map.Fail(verbs.Count == 0
                ? $"one of {string.Join(", ", StepVerbs.All.Keys)} is expected here"
                : $"here are {string.Join(" and ", verbs)}; a 'do' list does several things in order");
            return null;
        }

        return StepVerbs.All[verbs[0]].Read(map.Find(verbs[0])!, scope);
    }

    private static Repetition? Repeat(ConfigMap map, Scope scope)
    {
        var every = map.Find("every")?.AsDuration(Shortest, Longest) ?? RepeatEvery;
        var atMost = map.Require("at-most")?.AsDuration(Shortest, Longest) ?? Longest;
        return map.Require("until") is { } until ? new Repetition(JsonExpectation.Read(until, scope), every, atMost) : null;
    }

    private static List<Capture> Captures(ConfigNode? node, Scope scope)
    {
        var captures = new List<Capture>();
        foreach (var (name, value) in node?.AsMap().Entries() ?? [])
        {
            var source = value.AsMap();
            if (source.Find("url") is { } url)
            {
                captures.Add(new Capture(name, Pattern(url), null));
            }
            else if (source.Require("json") is { } json)
            {
                captures.Add(new Capture(name, null, JsonPath.Read(json)));
            }

            scope.Add(name);
        }

        return captures;
    }

    private static Regex? Pattern(ConfigNode node)
    {
        var pattern = node.AsRegex();
        if (pattern is not null && pattern.GetGroupNumbers().Length < 2)
        {
            node.Fail("the expression needs one group in parentheses: what it finds becomes the variable");
        }

        return pattern;
    }
}
