using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SyntheticOps.Checks.Configuration;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace SyntheticOps.Checker.Http.Requests;

/// <summary>One of `json`, `form` and `body`, with values put in.</summary>
internal sealed class RequestBody(string type, Func<Values, string> write)
{
    private const int MaximumDepth = 20;

    /// <summary>Null when nothing is sent.</summary>
    public static RequestBody? Read(ConfigMap map, IReadOnlyCollection<string> known)
    {
        var (json, form, body) = (map.Find("json"), map.Find("form"), map.Find("body"));
        if (new[] { json, form, body }.Count(node => node is not null) > 1)
        {
            map.Fail("a request sends one of json, form and body");
        }

        if (json is not null)
        {
            var make = Json(json, known, 0);
            return new("application/json", values => make(values)?.ToJsonString() ?? "null");
        }

        if (form is not null)
        {
            var fields = form.AsMap().Entries().Select(entry => (entry.Name, Value: Template.Read(entry.Value, known))).ToList();
            return new("application/x-www-form-urlencoded", values => string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value.Resolve(values))}")));
        }

        return body is not null && Template.Read(body, known) is var text ? new("text/plain", values => text.Resolve(values)) : null;
    }

    public HttpPayload Resolve(Values values) => new(Encoding.UTF8.GetBytes(write(values)), type);

    /// <summary>A text in quotes stays one; without quotes, numbers, true, false and null are what they look like.</summary>
    private static Func<Values, JsonNode?> Json(ConfigNode node, IReadOnlyCollection<string> known, int depth)
    {
        if (depth > MaximumDepth)
        {
            node.Fail($"JSON here is at most {MaximumDepth} deep");
            return _ => null;
        }

        if (node.IsMap)
        {
            var members = node.AsMap().Entries().Select(entry => (entry.Name, Make: Json(entry.Value, known, depth + 1))).ToList();
            return values => new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, member.Make(values))));
        }

        if (node.IsList)
        {
            var items = node.AsItems().Select(item => Json(item, known, depth + 1)).ToList();
            return values => new JsonArray([.. items.Select(make => make(values))]);
        }

        if (node.IsNull)
        {
            return _ => null;
        }

        if (!node.IsQuoted && Plain(node.AsSecret()) is { } literal)
        {
            return _ => literal.DeepClone();
        }

        var text = Template.Read(node, known);
        return values => JsonValue.Create(text.Resolve(values));
    }

    private static JsonNode? Plain(string text) => text switch
    {
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToNode(number),
        _ => null,
    };
}
