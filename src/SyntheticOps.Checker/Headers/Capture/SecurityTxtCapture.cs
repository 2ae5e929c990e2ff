using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.Checker.Http;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>Asks for security.txt where RFC 9116 puts it, then where it stood before.</summary>
internal sealed class SecurityTxtCapture(HttpTransport transport)
{
    /// <summary>Null when nobody answers.</summary>
    public async Task<SecurityTxtAnswer?> CaptureAsync(Uri site, bool verify, CheckRunScope scope)
    {
        var standard = await AskAsync(new Uri(site, "/.well-known/security.txt"), verify, scope);
        return standard is null || SecurityTxtInspection.IsFile(standard) ? standard
            : await AskAsync(new Uri(site, "/security.txt"), verify, scope) is { } legacy && SecurityTxtInspection.IsFile(legacy) ? legacy with { IsLegacy = true } : standard;
    }

    private async Task<SecurityTxtAnswer?> AskAsync(Uri asked, bool verify, CheckRunScope scope)
    {
        var fetch = new HttpFetch(asked) { VerifyCertificate = verify, MayFail = true, Kept = scope.Kept };
        var session = verify ? await Session.OpenAsync(transport, fetch, scope) : new(await transport.FetchAsync(fetch, scope.Run, scope.Token), null);
        return session.Final is { } answer ? new(asked, answer, session.Exchange.Text()) : null;
    }
}
