using System.Diagnostics;
using System.Text;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Tests.Http.Expectations;

/// <summary>CHK-06: whatever a body or a header holds, an expectation is met or says why not, and never throws.</summary>
public sealed class ExpectationTableTests
{
    private const string Nested = """{"a": {"b": [1, 2.50, "x", null, true]}, "s": "", "n": 1e2, "é": "ü", "$": 3}""";

    [Theory]
    [InlineData("json: {$: '1'}", "1", null)]
    [InlineData("json: {$: x}", "\"x\"", null)]
    [InlineData("json: {$: 'null'}", "null", null)]
    [InlineData("json: {$: 'true'}", "true", null)]
    [InlineData("json: {$.a: '1'}", "null", "json-missing")]
    [InlineData("json: {$.a: '1'}", "1", "json-missing")]
    [InlineData("json: {$.a: '1'}", "[]", "json-missing")]
    [InlineData("json: {'$[0]': '1'}", "[1]", null)]
    [InlineData("json: {'$[1]': '1'}", "[1]", "json-missing")]
    [InlineData("json: {'$[0]': '1'}", "{}", "json-missing")]
    [InlineData("json: {'$.a.b[0]': '1'}", Nested, null)]
    [InlineData("json: {'$.a.b[1]': '2.5'}", Nested, null)]
    [InlineData("json: {'$.a.b[2]': x}", Nested, null)]
    [InlineData("json: {'$.a.b[3]': 'null'}", Nested, null)]
    [InlineData("json: {'$.a.b[4]': 'true'}", Nested, null)]
    [InlineData("json: {'$.a.b[4]': 'True'}", Nested, "json-unexpected")]
    [InlineData("json: {'$.a.b[5]': x}", Nested, "json-missing")]
    [InlineData("json: {'$.a.b.c': x}", Nested, "json-missing")]
    [InlineData("json: {$.n: '100'}", Nested, null)]
    [InlineData("json: {$.n: '101'}", Nested, "json-unexpected")]
    [InlineData("json: {$.é: ü}", Nested, null)]
    [InlineData("json: {'$[\"$\"]': '3'}", Nested, null)]
    [InlineData("json: {$.a: {exists: true}}", Nested, null)]
    [InlineData("json: {$.z: {exists: true}}", Nested, "json-missing")]
    [InlineData("json: {$.z: {exists: false}}", Nested, null)]
    [InlineData("json: {$.a: {exists: false}}", Nested, "json-unexpected")]
    [InlineData("json: {$.a.b: {at-least: 5}}", Nested, null)]
    [InlineData("json: {$.a.b: {at-least: 6}}", Nested, "json-unexpected")]
    [InlineData("json: {$.s: {at-most: 0}}", Nested, null)]
    [InlineData("json: {$.n: {at-least: 100, at-most: 100}}", Nested, null)]
    [InlineData("json: {$.a: {at-least: 1}}", Nested, "json-unexpected")]
    [InlineData("json: {$.s: {regex: ^$}}", Nested, null)]
    [InlineData("json: {$.s: {regex: .}}", Nested, "json-unexpected")]
    [InlineData("json: {$.a: '1'}", "", "json-invalid")]
    [InlineData("json: {$.a: '1'}", "{", "json-invalid")]
    [InlineData("json: {$.a: '1'}", "<html>", "json-invalid")]
    [InlineData("json: {$.a: '1'}", "{\"a\": 1} x", "json-invalid")]
    [InlineData("json: {$.a: '1'}", "{\"a\": 1, \"a\": 2}", "json-unexpected")]
    [InlineData("json: {$.a: '1'}", "{\"a\": 99999999999999999999999999999999999999}", "json-unexpected")]
    [InlineData("json: {$.a: '1'}", "{\"a\": 1e999}", "json-unexpected")]
    [InlineData("json: {$.a: {at-least: 1}}", "{\"a\": 1e999}", null)]
    [InlineData("json: {$.a: x}", "{\"a\": \"\\ud800\"}", "json-invalid")]
    [InlineData("json: {$.a: '1'}", "DEPTH", "json-invalid")]
    [InlineData("text: welcome", "a welcome b", null)]
    [InlineData("text: welcome", "Welcome", "text-missing")]
    [InlineData("text: [one, two]", "two one", null)]
    [InlineData("text: [one, two]", "one", "text-missing")]
    [InlineData("text-absent: error", "fine", null)]
    [InlineData("text-absent: error", "an error", "text-present")]
    [InlineData("regex: '^a+$'", "aaaa", null)]
    [InlineData("regex: '^a+$'", "aaab", "regex-no-match")]
    [InlineData("regex: '(a+)+$'", "EVIL", "regex-no-match")]
    [InlineData("header: {X-One: a}", "", null)]
    [InlineData("header: {x-one: b}", "", null)]
    [InlineData("header: {X-One: A}", "", "header-unexpected")]
    [InlineData("header: {X-Two: a}", "", "header-missing")]
    [InlineData("header: {X-One: {regex: '^[ab]$'}}", "", null)]
    [InlineData("header: {X-One: {regex: '^c$'}}", "", "header-unexpected")]
    [InlineData("size: {at-least: 3, at-most: 3}", "abc", null)]
    [InlineData("size: {at-most: 2}", "abc", "size-unexpected")]
    [InlineData("size: {at-least: 3}", "", "size-unexpected")]
    [InlineData("status: 200", "", null)]
    [InlineData("status: 404", "", "status-unexpected")]
    public void Judge_Body_IsMetOrSaysWhyNot(string expect, string body, string? code)
    {
        var exchange = Exchange(body switch
        {
            "DEPTH" => new string('[', 10_000) + new string(']', 10_000),
            "EVIL" => new string('a', 50_000) + "b",
            _ => body,
        });

        var found = Read(expect).Select(expectation => expectation.Judge(exchange)).OfType<SyntheticOps.ServiceDefaults.Telemetry.Finding>().ToList();

        found.Select(finding => finding.Code).ShouldBe(code is null ? [] : [code]);
    }

    /// <summary>The figure of CHK-06: 60 cases or more.</summary>
    [Fact]
    public void Cases_Number_IsSixtyOrMore() => typeof(ExpectationTableTests).GetMethod(nameof(Judge_Body_IsMetOrSaysWhyNot))!
        .GetCustomAttributes(typeof(InlineDataAttribute), false).Length.ShouldBeGreaterThanOrEqualTo(60);

    /// <summary>The 100 ms that CHK-06 gives a pattern are not needed: none runs longer than in proportion to the body, and one that is too large for that is refused when it is read.</summary>
    [Theory]
    [InlineData("(a+)+$", true)]
    [InlineData("^(a|aa)+$", true)]
    [InlineData("a[ab]{500,900}[xy]", true)]
    [InlineData("((a|b|ab|ba){1,900}x){1,900}y", false)]
    [InlineData("(a)\\1", false)]
    [InlineData("a(?=b)", false)]
    public void Read_Pattern_RunsInLinearTimeOrIsRefused(string pattern, bool taken)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"{{regex: '{pattern}'}}");
        var errors = new ConfigErrors();
        var expectations = ExpectationReader.Read(ConfigFile.Read(file, new Variables(_ => null), errors));
        File.Delete(file);

        errors.Lines.Count.ShouldBe(taken ? 0 : 1);
        if (taken)
        {
            expectations[^1].Judge(Exchange(new string('a', 1_000_000) + "b"))!.Code.ShouldBe("regex-no-match");
        }
    }

    [Fact]
    public void Judge_HundredMegabytesOfJson_IsCutBeforeAndNeverThrows()
    {
        var exchange = Exchange("[" + new string(' ', HttpTransport.MaximumBody - 2) + "1") with { BodyTruncated = true };
        var started = Stopwatch.GetTimestamp();

        Read("json: {'$[0]': '1'}")[^1].Judge(exchange)!.Code.ShouldBe("json-invalid");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static HttpExchange Exchange(string body)
    {
        var url = new Uri("https://shop.example/");
        return new()
        {
            Requested = url,
            Url = url,
            Timings = new HttpTimings(),
            Body = Encoding.UTF8.GetBytes(body),
            Hops = [new HttpHop(url, 200, [new("X-One", "a"), new("x-one", "b"), new("Content-Type", "application/json")])],
        };
    }

    private static IReadOnlyList<IExpectation> Read(string expect)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"{{{expect}}}");
        var errors = new ConfigErrors();
        var expectations = ExpectationReader.Read(ConfigFile.Read(file, new Variables(_ => null), errors));
        File.Delete(file);
        errors.Lines.ShouldBeEmpty();
        return expectations;
    }
}
