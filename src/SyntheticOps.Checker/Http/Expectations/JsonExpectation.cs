using System.Globalization;
using System.Text.Json;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`json: {$.database: ok}`: the body is JSON and has that value at that place.</summary>
internal sealed class JsonExpectation(string path, JsonPath parsed, string expected) : IExpectation
{
    public static IEnumerable<JsonExpectation> Read(ConfigNode node)
    {
        foreach (var (path, expected) in node.AsMap().Entries())
        {
            if (JsonPath.Parse(path) is { } parsed)
            {
                yield return new JsonExpectation(path, parsed, expected.AsText());
            }
            else
            {
                expected.Fail($"'{Unmet.Short(path)}' is not a path such as $.a.b[0][\"c\"]");
            }
        }
    }

    public Finding? Judge(HttpExchange exchange)
    {
        try
        {
            using var document = JsonDocument.Parse(exchange.Text());
            var found = parsed.Find(document.RootElement);
            if (found is null)
            {
                return Unmet.Finding("json-missing", path, expected, "", $"The JSON body has no value at {path}.");
            }

            var seen = found.Value.ValueKind == JsonValueKind.String ? found.Value.GetString()! : found.Value.GetRawText();
            return Matches(found.Value, seen)
                ? null
                : Unmet.Finding("json-unexpected", path, expected, seen, $"The JSON body has {Unmet.Short(seen)} at {path} instead of {Unmet.Short(expected)}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unmet.Finding("json-invalid", exchange.Url.AbsolutePath, path, "", "The body is not JSON.");
        }
    }

    /// <summary>Texts letter by letter, numbers by value: 1.0 is 1.</summary>
    private bool Matches(JsonElement found, string seen) =>
        seen == expected
        || (found.ValueKind == JsonValueKind.Number
            && decimal.TryParse(seen, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && decimal.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            && a == b);
}
