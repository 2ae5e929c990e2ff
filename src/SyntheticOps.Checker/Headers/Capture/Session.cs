using SyntheticOps.Checker.Http;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>A URL with all its redirects; behind an invalid certificate it was asked again without verification.</summary>
/// <param name="Fault">Why the certificate was refused; null when it was accepted.</param>
internal sealed record Session(HttpExchange Exchange, HttpFailure? Fault)
{
    /// <summary>The final answer; null when there was none. One redirect too many leaves the last redirect as the answer.</summary>
    public Answer? Final => Exchange.Failure is null or { IsRedirectLimit: true } && Exchange.Hops.Count > 0 ? AnswerOf(Exchange.Hops[^1]) : null;

    public IEnumerable<Answer> Answers => Exchange.Hops.Select(AnswerOf);

    public static async Task<Session> OpenAsync(HttpTransport transport, HttpFetch asked, CheckRunScope scope)
    {
        var fetch = asked with { Kept = scope.Kept };
        var exchange = await transport.FetchAsync(fetch, scope.Run, scope.Token);
        return exchange.Failure is { IsCertificate: true } fault
            ? new(await transport.FetchAsync(fetch with { VerifyCertificate = false }, scope.Run, scope.Token), fault)
            : new(exchange, null);
    }

    private static Answer AnswerOf(HttpHop hop) => new(hop.Url, hop.Status, [.. hop.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]);
}
