using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>Who vouches for a certificate.</summary>
internal enum Trust
{
    /// <summary>Nobody that is trusted.</summary>
    None,

    /// <summary>The authority of the site's `ca` file; public rules do not bind it.</summary>
    Own,

    /// <summary>An authority that the system trusts for everybody.</summary>
    Public,
}

/// <summary>The chain as it was built from what was sent and what is trusted.</summary>
/// <param name="Path">From the leaf upwards, as far as it could be built.</param>
/// <param name="Problems">Why it is not trusted, dates apart: those are judged by their own rules.</param>
internal sealed record ChainFacts(Trust Trust, IReadOnlyList<CertificateFacts> Path, X509ChainStatusFlags Problems);
