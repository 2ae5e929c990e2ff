using System.Net.Security;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Cipher suites of TLS 1.2 and older that should not be offered.</summary>
internal sealed class SuitesRule : ITlsRule
{
    public static readonly TlsCode Weak = new("tls-suite-weak", Severity.Error, Effect.Degrades, "Offer ECDHE suites with AES-GCM or ChaCha20 only.");
    public static readonly TlsCode NoForwardSecrecy = new("tls-no-forward-secrecy", Severity.Warning, Effect.None, "Offer ECDHE suites only.");
    public static readonly TlsCode Cbc = new("tls-cbc", Severity.Info, Effect.None, "Prefer AEAD suites.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var weak = Names(facts.Suites.Where(CipherSuites.IsWeak));
        if (weak.Length > 0)
        {
            yield return Weak.Found($"{facts.Host} accepts cipher suites that are broken: {weak}.", weak);
        }

        var usable = facts.Suites.Where(suite => !CipherSuites.IsWeak(suite)).ToList();
        var without = Names(usable.Where(suite => !CipherSuites.HasForwardSecrecy(suite)));
        if (without.Length > 0)
        {
            yield return NoForwardSecrecy.Found($"{facts.Host} accepts {without}, which keeps no secret once its key is stolen.", without);
        }

        var cbc = Names(usable.Where(CipherSuites.IsCbc));
        if (cbc.Length > 0)
        {
            yield return Cbc.Found($"{facts.Host} accepts CBC suites such as {cbc}.", cbc);
        }
    }

    private static string Names(IEnumerable<TlsCipherSuite> suites) => string.Join(", ", suites.Distinct().Order());
}
