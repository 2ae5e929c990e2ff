using System.Text.Json;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`json: {$.database: ok}`: the body is JSON and has that value at that place, or one that <see cref="JsonValueRule"/> takes.</summary>
internal sealed class JsonExpectation(string path, JsonPath parsed, JsonValueRule rule) : IExpectation
{
    public static IEnumerable<JsonExpectation> Read(ConfigNode node)
    {
        foreach (var (path, expected) in node.AsMap().Entries())
        {
            if (JsonPath.Parse(path) is { } parsed)
            {
                yield return new JsonExpectation(path, parsed, JsonValueRule.Read(expected));
            }
            else
            {
                expected.Fail(JsonPath.Expected(path));
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
                return rule.TakesNothing ? null : Unmet.Finding("json-missing", path, rule.Expected, "", $"The JSON body has no value at {path}.");
            }

            var seen = found.Value.ValueKind == JsonValueKind.String ? found.Value.GetString()! : found.Value.GetRawText();
            return rule.Takes(found.Value, seen)
                ? null
                : Unmet.Finding("json-unexpected", path, rule.Expected, seen, $"The JSON body has {Unmet.Short(seen)} at {path} instead of {Unmet.Short(rule.Expected)}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unmet.Finding("json-invalid", exchange.Url.AbsolutePath, path, "", "The body is not JSON.");
        }
    }
}
