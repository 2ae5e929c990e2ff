using System.Text;

namespace SyntheticOps.Checker.Tests.Http.Expectations;

/// <summary>Bodies of CHK-06: an assertion fails with its reason, and nothing else happens.</summary>
public sealed class HostileBodiesTests
{
    [Theory]
    [InlineData("null", "json: {$.a: 1}", "json-missing")]
    [InlineData("null", "json: {$: \"null\"}", "up")]
    [InlineData("true", "json: {$: true}", "up")]
    [InlineData("\"text\"", "json: {$: text}", "up")]
    [InlineData("\"text\"", "json: {'$[0]': t}", "json-missing")]
    [InlineData("12", "json: {$.length: 2}", "json-missing")]
    [InlineData("[1, 2]", "json: {'$[1]': 2}", "up")]
    [InlineData("[1, 2]", "json: {'$[2]': 2}", "json-missing")]
    [InlineData("[1, 2]", "json: {$: {at-least: 2}}", "up")]
    [InlineData("[[[1]]]", "json: {'$[0][0][0]': 1}", "up")]
    [InlineData("{\"a\": null}", "json: {$.a: {exists: true}}", "up")]
    [InlineData("{\"a\": {\"b\": 1}}", "json: {$.a: 1}", "json-unexpected")]
    [InlineData("{\"a\": 1e400}", "json: {$.a: {at-least: 5}}", "up")]
    [InlineData("{\"a\": 1e400}", "json: {$.a: {at-most: 5}}", "json-unexpected")]
    [InlineData("{\"a\": 123456789012345678901234567890}", "json: {$.a: 123456789012345678901234567890}", "up")]
    [InlineData("{\"a\": 1, \"a\": 2}", "json: {$.a: 2}", "up")]
    [InlineData("{\"a\": \"\\ud800\"}", "json: {$.a: x}", "json-invalid")]
    [InlineData("{\"a\": 1,}", "json: {$.a: 1}", "json-invalid")]
    [InlineData("{\"a\": 1} x", "json: {$.a: 1}", "json-invalid")]
    [InlineData("\ufeff{\"a\": 1}", "json: {$.a: 1}", "up")]
    [InlineData("", "text: a", "text-missing")]
    [InlineData("", "regex: '^$'", "up")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "regex: '^(a+)+b$'", "regex-no-match")]
    public async Task Run_Body_IsJudged(string body, string expect, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await using var server = new RawServer(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n"), token);
            await stream.WriteAsync(bytes, token);
        });

        var result = await Probe.CheckAsync(server.Url, "{http: {expect: {" + expect + "}}}");

        (result.Findings.Count == 0 ? "up" : result.Findings[0].Code).ShouldBe(expected, result.Message);
    }

    [Theory]
    [InlineData(10_000, "json-invalid")]
    [InlineData(50, "json-missing")]
    public async Task Run_DeepJson_IsRefusedWhole(int depth, string code)
    {
        var body = new string('[', depth) + new string(']', depth);
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        (await Probe.CheckAsync(server.Url, "{http: {expect: {json: {$.a: 1}}}}")).Findings.ShouldHaveSingleItem().Code.ShouldBe(code);
    }
}
