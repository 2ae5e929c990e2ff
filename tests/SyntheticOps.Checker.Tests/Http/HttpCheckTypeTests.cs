namespace SyntheticOps.Checker.Tests.Http;

public sealed class HttpCheckTypeTests
{
    [Theory]
    [InlineData("{http: {pth: /}}", "the key 'pth' is not known, did you mean 'path'")]
    [InlineData("{http: {path: checkout}}", "a path is expected, such as /api/health")]
    [InlineData("{http: {path: //evil.example}}", "a path is expected")]
    [InlineData("{http: {method: POST}}", "'POST' is not one of GET, HEAD")]
    [InlineData("{http: {redirects: 11}}", "'11' is not a whole number from 0 to 10")]
    [InlineData("{http: {expect: {status: 600}}}", "a status is expected: a number from 100 to 599, or a class such as 2xx")]
    [InlineData("{http: {expect: {text: ''}}}", "a text of at least one character is expected")]
    [InlineData("{http: {expect: {txt: a}}}", "the key 'txt' is not known, did you mean 'text'")]
    [InlineData("{http: {expect: {json: {database: ok}}}}", "'database' is not a path such as $.a.b[0][\"c\"]")]
    [InlineData("{http: {expect: {json: {'$..a': ok}}}}", "is not a path such as")]
    [InlineData("{http: {expect: {header: {A: {rgx: a}}}}}", "the key 'regex' is missing here")]
    [InlineData("{http: {}, degraded: {}}", "the key 'total' is missing here")]
    [InlineData("{http: {}, degraded: {total: 11s}}", "degraded total is longer than the timeout of 10s")]
    [InlineData("{http: /}", "'/' stands where a mapping ({key: value}) is expected")]
    public void Create_Mistake_SaysWhatIsExpected(string yaml, string expected) =>
        Probe.Mistakes(yaml).ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));
}
