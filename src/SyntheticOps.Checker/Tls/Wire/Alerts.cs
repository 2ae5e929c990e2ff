namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Alert numbers (RFC 8446 section 6) in words.</summary>
internal static class Alerts
{
    public const int ProtocolVersion = 70;

    public static string Word(int number) => number switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        40 => "handshake_failure",
        47 => "illegal_parameter",
        50 => "decode_error",
        ProtocolVersion => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        109 => "missing_extension",
        112 => "unrecognized_name",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => $"alert {number}",
    };
}
