namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>Mail policies that can be judged.</summary>
[Flags]
internal enum MailParts
{
    None = 0,
    Spf = 1,
    Dmarc = 2,
    Dkim = 4,

    /// <summary>RFC 8461: mail to this domain comes encrypted.</summary>
    MtaSts = 8,

    /// <summary>RFC 8460: reports about that.</summary>
    TlsRpt = 16,

    /// <summary>The logo beside a message.</summary>
    Bimi = 32,

    All = Spf | Dmarc | Dkim | MtaSts | TlsRpt | Bimi,
}
