using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>What the stapled OCSP response says, and whether a certificate that demands one comes with it. No staple is normal otherwise.</summary>
internal sealed class RevocationRule : ITlsRule
{
    public static readonly TlsCode Revoked = new("cert-revoked", Severity.Error, Effect.Refuses, "Replace it at once, and its key.");
    public static readonly TlsCode Missing = new("ocsp-must-staple-missing", Severity.Error, Effect.Degrades, "Switch stapling on, or drop must-staple.");
    public static readonly TlsCode Invalid = new("ocsp-staple-invalid", Severity.Warning, Effect.Degrades, "Let the server fetch a new one.");
    public static readonly TlsCode Stapled = new("ocsp-stapled", Severity.Info, Effect.None);

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        if (!facts.IsStapleSeen)
        {
            yield break;
        }

        var fault = facts.Staple is { } staple ? Fault(staple, facts) : null;
        if (facts.Staple is { Status: StapleStatus.Revoked } && fault is null)
        {
            yield return Revoked.Found($"The certificate of {facts.Host} is revoked, as the stapled OCSP response says.");
        }
        else if (facts.Staple is not null && fault is null)
        {
            yield return Stapled.Found($"{facts.Host} staples an OCSP response.");
        }
        else if (facts.Leaf.MustStaple)
        {
            var what = fault is null ? "no OCSP response is stapled" : $"the stapled OCSP response {fault}";
            yield return Missing.Found($"The certificate of {facts.Host} demands a stapled OCSP response, but {what}.", what);
        }
        else if (fault is not null)
        {
            yield return Invalid.Found($"The OCSP response that {facts.Host} staples {fault}.", fault);
        }
    }

    private static string? Fault(Staple staple, TlsFacts facts) => staple switch
    {
        { Status: StapleStatus.Unreadable } => "cannot be read",
        _ when staple.Serial.TrimStart('0') != facts.Leaf.Serial.TrimStart('0') => "is about another certificate",
        { IsSigned: false } when facts.Chain.Path.Count > 1 => "is not signed by the issuer",
        { IsSigned: false } => "cannot be verified without the issuer",
        { Status: StapleStatus.Unknown } => "says that its responder does not know the certificate",
        _ when facts.Now < staple.ThisUpdate - DatesRule.Skew => "is not valid yet",
        _ when facts.Now > staple.NextUpdate + DatesRule.Skew => "is out of date",
        _ => null,
    };
}
