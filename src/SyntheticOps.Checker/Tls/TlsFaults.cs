using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls;

/// <summary>Why no handshake comes about; pure.</summary>
internal static class TlsFaults
{
    public static readonly TlsCode HandshakeFailed = new("tls-handshake-failed", Severity.Error, Effect.Refuses, "Check the TLS configuration of the server.");
    public static readonly TlsCode NotTls = new("tls-not-tls", Severity.Error, Effect.Refuses, "Serve TLS on this port.");
    public static readonly TlsCode TimedOut = new("tls-timeout", Severity.Error, Effect.Refuses, "Check the server and what stands before it.");

    /// <param name="answer">To the hello that tells most.</param>
    public static CheckResult Explain(HelloAnswer answer, TlsTarget target, TimeSpan limit)
    {
        var server = $"{target.Host}:{target.Port}";
        return answer.Kind switch
        {
            HelloKind.Silent => Down(Reasons.Timeout, TimedOut.Found($"The TLS handshake with {server} did not finish within {Durations.Format(limit)}.", Durations.Format(limit)), target),
            HelloKind.NotTls => Down(NotTls.Found($"{server} does not speak TLS."), target),
            _ => Down(HandshakeFailed.Found($"No TLS handshake with {server} is possible: {Why(answer)}.", Why(answer)), target),
        };
    }

    public static CheckResult NoCertificate(TlsTarget target) =>
        Down(HandshakeFailed.Found($"{target.Host}:{target.Port} shows no certificate that can be read.", "no certificate"), target);

    /// <summary>Our own fault: the authority of the site is named, but its file is missing or broken.</summary>
    public static CheckResult NoAuthority(TlsTarget target, Site site) => CheckResult.Unknown(
        Reasons.CannotVerify, $"The certificate of {target.Host} cannot be verified: the file of sites.{site.Name}.ca is missing or holds no certificate.");

    /// <summary>Nobody accepted the connection in time.</summary>
    public static CheckResult NotAccepted(TlsTarget target, TimeSpan limit) =>
        CheckResult.Down(Reasons.Timeout, $"{target.Host}:{target.Port} did not accept a connection within {Durations.Format(limit)}.");

    /// <summary>Whether that answer ends the search: no other hello would fare better.</summary>
    public static bool IsFinal(HelloAnswer answer) => answer.Kind is HelloKind.Silent or HelloKind.NotTls or HelloKind.TooLong;

    private static string Why(HelloAnswer answer) => answer.Kind switch
    {
        HelloKind.Refused => $"it refuses every version and suite ({Alerts.Word(answer.Alert)})",
        HelloKind.TooLong => $"it sends more than {HandshakeReader.MaximumBytes / 1024} KiB of certificates",
        HelloKind.Malformed => "its answer breaks the rules of TLS",
        HelloKind.Accepted => "it agrees on a version and a suite, but breaks the handshake off",
        _ => "it ends the connection",
    };

    private static CheckResult Down(TlsFinding finding, TlsTarget target) => Down(Reasons.SecureConnectionError, finding, target);

    private static CheckResult Down(string reason, TlsFinding finding, TlsTarget target) =>
        CheckResult.Down(reason, finding.Seen, finding.ToFinding(target.Host));
}
