using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// The system's authorities by name. A chain needs only those that issued what the server sent; handing OpenSSL all of them
/// costs more than the handshake itself.
/// </summary>
internal static class TrustedRoots
{
    private static readonly Lazy<ILookup<string, X509Certificate2>> BySubject = new(Read);

    /// <summary>Authorities that can end a chain of these certificates.</summary>
    public static X509Certificate2[] For(IEnumerable<X509Certificate2> sent) =>
        [.. sent.SelectMany(certificate => new[] { Key(certificate.IssuerName), Key(certificate.SubjectName) }).Distinct().SelectMany(name => BySubject.Value[name])];

    private static string Key(X500DistinguishedName name) => Convert.ToHexString(name.RawData);

    private static ILookup<string, X509Certificate2> Read()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates.ToLookup(certificate => Key(certificate.SubjectName));
    }
}
