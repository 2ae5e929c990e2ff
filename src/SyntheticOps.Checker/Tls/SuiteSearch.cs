using System.Net.Security;
using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tls;

/// <summary>
/// Finds which groups of suites a server of TLS 1.2 or older accepts: one hello a group, and for the weak ones another
/// without the one it chose, at most <see cref="MaximumWeak"/>.
/// </summary>
internal sealed class SuiteSearch(TlsLine line, TlsVersion version)
{
    private const int MaximumWeak = 6;

    public async Task<(IReadOnlyList<TlsCipherSuite> Suites, int PrimeBits)> FindAsync(CancellationToken token)
    {
        var finiteField = line.AskAsync(version, CipherSuites.FiniteField, toTheEnd: true, token);
        var results = await Task.WhenAll(WeakAsync(token), OneAsync(CipherSuites.WithoutForwardSecrecy, token), OneAsync(CipherSuites.Cbc, token));
        var prime = await finiteField;
        return ([.. results.SelectMany(found => found), .. Accepted(prime)], prime.PrimeBits);
    }

    private async Task<List<TlsCipherSuite>> OneAsync(IReadOnlyList<TlsCipherSuite> group, CancellationToken token) =>
        Accepted(await line.AskAsync(version, group, toTheEnd: false, token));

    private async Task<List<TlsCipherSuite>> WeakAsync(CancellationToken token)
    {
        var found = new List<TlsCipherSuite>();
        while (found.Count < MaximumWeak)
        {
            var left = CipherSuites.Weak.Except(found).ToList();
            var chosen = await OneAsync(left, token);
            if (chosen is not [var suite] || !left.Contains(suite))
            {
                break;
            }

            found.Add(suite);
        }

        return found;
    }

    private static List<TlsCipherSuite> Accepted(HelloAnswer answer) => answer.Kind == HelloKind.Accepted ? [answer.Suite] : [];
}
