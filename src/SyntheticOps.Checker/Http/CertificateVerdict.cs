using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Http;

/// <summary>Whether a chain leads to an authority that counts, and what OpenSSL said of it.</summary>
internal sealed record CertificateVerdict(bool IsTrusted, X509ChainStatusFlags Statuses);
