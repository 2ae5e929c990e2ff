using System.Text.Json.Nodes;

namespace Parfumerie.Faults;

/// <summary>What a parameter may be.</summary>
internal enum FaultFieldKind
{
    Text,
    Number,
    Flag,
    Choice,
}

/// <summary>One parameter of a fault: how it is checked, and how the panel asks for it.</summary>
internal sealed record FaultField(string Name, FaultFieldKind Kind)
{
    private const int LongestText = 2_000;

    public bool IsRequired { get; init; }

    /// <summary>Taken when the parameter is left out; null leaves it out.</summary>
    public object? Default { get; init; }

    public int Minimum { get; init; } = 1;

    public int Maximum { get; init; } = int.MaxValue;

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What goes into the panel's empty field.</summary>
    public string Example { get; init; } = "";

    /// <summary>A text must be an absolute path.</summary>
    public bool IsPath { get; init; }

    public static FaultField Route { get; } = new("route", FaultFieldKind.Text) { IsPath = true, Example = "/panier" };

    /// <summary>Expected form, for error messages.</summary>
    public string Form => Kind switch
    {
        FaultFieldKind.Number => $"a whole number from {Minimum} to {Maximum}",
        FaultFieldKind.Flag => "true or false",
        FaultFieldKind.Choice => string.Join(", ", Choices),
        _ when IsPath => "a path that starts with /",
        _ => $"a text of 1 to {LongestText} characters",
    };

    /// <summary>The value as int, bool or string; null when it has not the expected form.</summary>
    public object? Read(JsonValue value) => Kind switch
    {
        FaultFieldKind.Number when value.TryGetValue(out int number) && number >= Minimum && number <= Maximum => number,
        FaultFieldKind.Flag when value.TryGetValue(out bool flag) => flag,
        FaultFieldKind.Choice when value.TryGetValue(out string? choice) && Choices.Contains(choice) => choice,
        FaultFieldKind.Text when value.TryGetValue(out string? text) && text.Length is > 0 and <= LongestText && (!IsPath || text[0] == '/') => text,
        _ => null,
    };
}
