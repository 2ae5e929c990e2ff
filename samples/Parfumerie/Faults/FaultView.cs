using System.Globalization;

namespace Parfumerie.Faults;

/// <summary>What the panel shows.</summary>
public sealed record FaultView(IReadOnlyList<ActiveView> Active, IReadOnlyList<KindView> Kinds)
{
    internal static FaultView Of(FaultBoard board, DateTimeOffset now) => new(
        [.. board.Active.Select(fault => new ActiveView(
            fault.Kind.Name,
            string.Join(", ", fault.Params.Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {Word(pair.Value)}"))),
            (int)Math.Ceiling((fault.Until - now).TotalMinutes)))],
        [.. board.Kinds.Select(kind => new KindView(
            kind.Name,
            board.Find(kind.Name) is not null,
            [.. kind.Fields.Select(field => new FieldView(
                field.Name,
                field.Kind.ToString(),
                field.IsRequired,
                Convert.ToString(field.Default, CultureInfo.InvariantCulture) ?? "",
                field.Default is true,
                field.Minimum,
                field.Maximum,
                field.Choices,
                field.Example))]))]);

    private static object Word(object value) => value is bool flag ? flag ? "true" : "false" : value;
}

public sealed record ActiveView(string Name, string Parameters, int MinutesLeft);

public sealed record KindView(string Name, bool IsOn, IReadOnlyList<FieldView> Fields);

public sealed record FieldView(
    string Name, string Kind, bool IsRequired, string Default, bool IsChecked, int Minimum, int Maximum, IReadOnlyList<string> Choices, string Example);
