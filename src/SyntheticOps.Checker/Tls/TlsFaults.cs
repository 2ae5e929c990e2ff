using System.Globalization;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
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
            HelloKind.Silent => Down(Reasons.Timeout, TimedOut, Saying.Of("http.timeout-tls", server, Saying.Duration(limit)), target, Durations.Format(limit)),
            HelloKind.NotTls => Down(Reasons.SecureConnectionError, NotTls, Saying.Of("tls.not-tls", server), target),
            _ => Down(Reasons.SecureConnectionError, HandshakeFailed, Saying.Of("tls.impossible", server, Why(answer)), target, Why(answer).ToString()),
        };
    }

    public static CheckResult NoCertificate(TlsTarget target) =>
        Down(Reasons.SecureConnectionError, HandshakeFailed, Saying.Of("tls.no-certificate", $"{target.Host}:{target.Port}"), target, "no certificate");

    /// <summary>Our own fault: the authority of the site is named, but its file is missing or broken.</summary>
    public static CheckResult NoAuthority(TlsTarget target, Site site) => CheckResult.Unknown(
        Reasons.CannotVerify, Saying.Of("tls.no-authority", target.Host, site.Name));

    /// <summary>Nobody accepted the connection in time.</summary>
    public static CheckResult NotAccepted(TlsTarget target, TimeSpan limit) =>
        CheckResult.Down(Reasons.Timeout, Saying.Of("http.timeout-connect", $"{target.Host}:{target.Port}", Saying.Duration(limit)));

    /// <summary>Whether that answer ends the search: no other hello would fare better.</summary>
    public static bool IsFinal(HelloAnswer answer) => answer.Kind is HelloKind.Silent or HelloKind.NotTls or HelloKind.TooLong;

    private static Saying Why(HelloAnswer answer) => answer.Kind switch
    {
        HelloKind.Refused => Saying.Of("tls.refuses", Alerts.Word(answer.Alert)),
        HelloKind.TooLong => Saying.Of("tls.sends-too-much", (HandshakeReader.MaximumBytes / 1024).ToString(CultureInfo.InvariantCulture)),
        HelloKind.Malformed => Saying.Of("tls.malformed"),
        HelloKind.Accepted => Saying.Of("tls.breaks-off"),
        _ => Saying.Of("tls.ends"),
    };

    private static CheckResult Down(string reason, TlsCode code, Saying said, TlsTarget target, params IReadOnlyList<string> args) =>
        CheckResult.Down(reason, said, code.Found(said.ToString(), args).ToFinding(target.Host));
}
