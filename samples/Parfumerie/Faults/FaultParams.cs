using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parfumerie.Faults;

/// <summary>Checked parameters of one fault.</summary>
internal sealed class FaultParams
{
    private readonly Dictionary<string, object> _values;

    private FaultParams(Dictionary<string, object> values) => _values = values;

    public IReadOnlyDictionary<string, object> Values => _values;

    public int Number(string name) => (int)_values[name];

    public bool Flag(string name) => _values.GetValueOrDefault(name) is true;

    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    /// <summary>Reads `params` strictly; every mistake at once, with its name and the expected form.</summary>
    public static FaultParams Read(IFault fault, JsonObject? given)
    {
        var mistakes = new List<string>();
        var values = new Dictionary<string, object>();
        foreach (var (name, node) in given ?? [])
        {
            if (fault.Fields.FirstOrDefault(field => field.Name == name) is not { } field)
            {
                mistakes.Add($"params.{name}: not a parameter of {fault.Name}; expected {Known(fault)}.");
            }
            else if (node is JsonValue value && field.Read(value) is { } read)
            {
                values[name] = read;
            }
            else if (node is not null)
            {
                mistakes.Add($"params.{name}: expected {field.Form}.");
            }
        }

        foreach (var field in fault.Fields.Where(field => !values.ContainsKey(field.Name)))
        {
            if (field.Default is not null)
            {
                values[field.Name] = field.Default;
            }
            else if (field.IsRequired && given?[field.Name] is null)
            {
                mistakes.Add($"params.{field.Name}: missing; expected {field.Form}.");
            }
        }

        var parameters = new FaultParams(values);
        if (mistakes.Count == 0 && fault.Check(parameters) is { } mistake)
        {
            mistakes.Add(mistake);
        }

        return mistakes.Count == 0 ? parameters : throw new FaultRefusedException(string.Join(' ', mistakes));
    }

    /// <summary>The same from the panel's form, where an empty field is one left out.</summary>
    public static FaultParams Read(IFault fault, IFormCollection form)
    {
        var given = new JsonObject();
        foreach (var field in fault.Fields)
        {
            var text = form[field.Name].ToString().Trim();
            if (field.Kind == FaultFieldKind.Flag)
            {
                given[field.Name] = text.Length > 0;
            }
            else if (text.Length > 0)
            {
                given[field.Name] = field.Kind == FaultFieldKind.Number && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : JsonValue.Create(text);
            }
        }

        // Through text, so that both ways meet the same kinds of values.
        return Read(fault, JsonNode.Parse(given.ToJsonString(JsonSerializerOptions.Default))!.AsObject());
    }

    private static string Known(IFault fault) => fault.Fields.Count == 0 ? "none" : string.Join(", ", fault.Fields.Select(field => field.Name));
}
