namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>What an OCSP response says about one certificate.</summary>
internal enum StapleStatus
{
    Good,
    Revoked,
    Unknown,

    /// <summary>The response cannot be read, or is an error of the responder.</summary>
    Unreadable,
}

/// <summary>The OCSP response that the server sent along (RFC 6960).</summary>
/// <param name="Serial">Of the certificate that it is about, upper-case hex.</param>
/// <param name="IsSigned">Whether the issuer, or a responder that the issuer appointed, signed it.</param>
internal sealed record Staple(StapleStatus Status, string Serial, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate, bool IsSigned)
{
    public static Staple Unreadable { get; } = new(StapleStatus.Unreadable, "", default, null, false);
}
