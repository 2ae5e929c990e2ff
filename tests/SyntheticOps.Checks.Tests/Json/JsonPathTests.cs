using System.Text.Json;
using SyntheticOps.Checks.Json;

namespace SyntheticOps.Checks.Tests.Json;

public sealed class JsonPathTests
{
    private const string Json = """{"a": {"b": [{"c d": 1}, "x"], "e-f": null}, "é": 2}""";

    [Theory]
    [InlineData("$.a.b[0][\"c d\"]", "1")]
    [InlineData("$.a.b[0]['c d']", "1")]
    [InlineData("$['a'].b[1]", "\"x\"")]
    [InlineData("$.a.e-f", "null")]
    [InlineData("$.é", "2")]
    [InlineData("$.a.b[2]", null)]
    [InlineData("$.a.b.c", null)]
    [InlineData("$[0]", null)]
    public void Find_Path_IsTheValueThere(string path, string? value)
    {
        using var document = JsonDocument.Parse(Json);

        JsonPath.Parse(path)!.Find(document.RootElement)?.GetRawText().ShouldBe(value);
        (JsonPath.Parse(path)!.Find(document.RootElement) is null).ShouldBe(value is null);
    }

    [Theory]
    [InlineData("$.a.b[1]", "x")]
    [InlineData("$.a.b[0]", "{\"c d\": 1}")]
    [InlineData("$.a.e-f", "null")]
    [InlineData("$.z", null)]
    public void FindText_Path_IsTheValueAsText(string path, string? value) => JsonPath.Parse(path)!.FindText(Json).ShouldBe(value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"a\": \"\\ud800\"}")]
    public void FindText_NoJson_IsNull(string? json) => JsonPath.Parse("$.a")!.FindText(json).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.*")]
    [InlineData("$[-1]")]
    [InlineData("$[*]")]
    [InlineData("$[0")]
    [InlineData("$['a'")]
    [InlineData("$[\"a]")]
    [InlineData("$[99999999999]")]
    [InlineData("$[?(@.a)]")]
    public void Parse_OutsideTheSubset_IsNull(string path) => JsonPath.Parse(path).ShouldBeNull();
}
