namespace Parfumerie.Tls;

/// <summary>Which certificate the https endpoint shows.</summary>
internal enum CertificateKind
{
    /// <summary>In order: signed by the local CA, in date, for this host.</summary>
    Good,

    /// <summary>Signed by the local CA, ended yesterday.</summary>
    Expired,

    /// <summary>Signed by its own key.</summary>
    SelfSigned,

    /// <summary>Signed by the local CA, for another host.</summary>
    WrongName,
}
