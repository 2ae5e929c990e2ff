using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Captures;
using SyntheticOps.Prober.Journeys.Expectations;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads one step.</summary>
internal static class StepReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterRepeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PresentWithin = TimeSpan.FromSeconds(1);

    public static JourneyStep Read(ConfigNode node, Scope scope, int index)
    {
        var map = node.AsMap();
        var name = map.Find("name")?.AsText();
        var acts = ActReader.Read(map, scope, mayBeEmpty: map.Find("expect") is not null);
        var repeat = map.Find("repeat") is { } again ? Repeat(again.AsMap(), scope) : null;
        var timeout = map.Find("timeout")?.AsDuration(Shortest, Longest);
        return new JourneyStep
        {
            Index = index,
            Name = string.IsNullOrWhiteSpace(name) ? acts.FirstOrDefault()?.Phrase ?? $"step {index}" : name,
            Acts = acts,
            Expectations = map.Find("expect")?.AsItemsOrOne().Select(item => ExpectationKinds.Read(item, scope)).ToList() ?? [],
            Timeout = timeout ?? repeat?.AtMost + AfterRepeat,
            Budget = map.Find("budget")?.AsDuration(Shortest, Longest),
            IsSecret = map.Find("secret")?.AsFlag() ?? false,
            IsOptional = map.Find("optional")?.AsFlag() ?? false,
            IfPresent = map.Find("if-present") is { } present ? Presence(present.AsMap(), scope) : null,
            Popup = map.Find("popup") is { } popup ? ReadPopup(popup, scope) : null,
            Frame = map.Find("frame") is { } frame ? TargetReader.Read(frame.AsMap(), scope) : null,
            Captures = CaptureKinds.Read(map.Find("set"), scope),
            Repeat = repeat,
            Place = scope.PlaceOf(node),
        };
    }

    private static Repetition? Repeat(ConfigMap map, Scope scope)
    {
        var every = map.Find("every")?.AsDuration(Shortest, Longest) ?? RepeatEvery;
        var atMost = map.Require("at-most")?.AsDuration(Shortest, Longest) ?? Longest;
        var times = map.Find("times")?.AsInteger(1, 1000);
        return map.Require("until") is { } until ? new Repetition(Until(until, scope), every, atMost, times) : null;
    }

    /// <summary>`{$.status: paid}` is about the last answer, anything else an expectation as under `expect`.</summary>
    private static Expectation Until(ConfigNode node, Scope scope)
    {
        var isJson = node.IsMap && node.AsMap().Keys is [var first, ..] && first.StartsWith('$');
        return isJson ? JsonExpectation.Read(node, scope) : ExpectationKinds.Read(node, scope);
    }

    private static Presence Presence(ConfigMap map, Scope scope) =>
        new(TargetReader.Read(map, scope), map.Find("for")?.AsDuration(Shortest, Longest) ?? PresentWithin);

    private static PopupChoice? ReadPopup(ConfigNode node, Scope scope)
    {
        var text = scope.Text(node);
        if (text.Text == "true")
        {
            return new PopupChoice(Address: null);
        }

        if (text.Text is not ['/' or '$' or 'h', ..])
        {
            node.Fail("true is expected here for the newest window, or its address, such as /paiement/* or https://pay.example/**");
        }

        return new PopupChoice(text);
    }
}
