using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>What a `request` sends besides method and path: one of `json`, `form` and `body`, and `headers`.</summary>
internal sealed record RequestContent(string? Type, Func<StepContext, string>? Body, IReadOnlyList<(string Name, Template Value)> Headers)
{
    private const int MaximumDepth = 20;

    public static RequestContent None { get; } = new(null, null, []);

    public static RequestContent Read(ConfigMap map, Scope scope)
    {
        var (json, form, body) = (map.Find("json"), map.Find("form"), map.Find("body"));
        if (new[] { json, form, body }.Count(node => node is not null) > 1)
        {
            map.Fail("a request sends one of json, form and body");
        }

        List<(string, Template)> headers = [.. map.Find("headers")?.AsMap().Entries().Select(entry => (entry.Name, scope.Text(entry.Value))) ?? []];
        return (json, form, body) switch
        {
            ({ } node, _, _) => new("application/json", Json(node, scope, 0) is var make ? context => make(context)?.ToJsonString() ?? "null" : null, headers),
            (_, { } node, _) => new("application/x-www-form-urlencoded", Form(node, scope), headers),
            (_, _, { } node) => new("text/plain", Text(node, scope), headers),
            _ => new(null, null, headers),
        };
    }

    /// <summary>Variables replaced; what marks the request as ours is added later.</summary>
    public ResolvedContent Resolve(StepContext context)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Type is not null)
        {
            headers["Content-Type"] = Type;
        }

        foreach (var (name, value) in Headers)
        {
            headers[name] = context.Resolve(value);
        }

        return new(Body is null ? null : Encoding.UTF8.GetBytes(Body(context)), headers);
    }

    private static Func<StepContext, string> Text(ConfigNode node, Scope scope)
    {
        var text = scope.Text(node);
        return context => context.Resolve(text);
    }

    private static Func<StepContext, string> Form(ConfigNode node, Scope scope)
    {
        var fields = node.AsMap().Entries().Select(entry => (entry.Name, Value: scope.Text(entry.Value))).ToList();
        return context => string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(context.Resolve(field.Value))}"));
    }

    /// <summary>A text in quotes stays one; without quotes, numbers, true, false and null are what they look like.</summary>
    private static Func<StepContext, JsonNode?> Json(ConfigNode node, Scope scope, int depth)
    {
        if (depth > MaximumDepth)
        {
            node.Fail($"JSON here is at most {MaximumDepth} deep");
            return _ => null;
        }

        if (node.IsMap)
        {
            var members = node.AsMap().Entries().Select(entry => (entry.Name, Make: Json(entry.Value, scope, depth + 1))).ToList();
            return context => new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, member.Make(context))));
        }

        if (node.IsList)
        {
            var items = node.AsItems().Select(item => Json(item, scope, depth + 1)).ToList();
            return context => new JsonArray([.. items.Select(make => make(context))]);
        }

        if (node.IsNull)
        {
            return _ => null;
        }

        var text = scope.Text(node);
        return !node.IsQuoted && Plain(text.Text) is { } value ? _ => value.DeepClone() : context => JsonValue.Create(context.Resolve(text));
    }

    private static JsonValue? Plain(string text) => text switch
    {
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToNode(number)!.AsValue(),
        _ => null,
    };
}

/// <summary>What is sent.</summary>
internal sealed record ResolvedContent(byte[]? Body, IReadOnlyDictionary<string, string> Headers);
