using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>
/// The first message of a handshake, written by hand, because the platform's TLS cannot offer what is old or weak (RFC 5246
/// section 7.4.1.2, RFC 8446 section 4.1.2). It asks for exactly one version, so the answer says whether the server has it.
/// </summary>
internal sealed record ClientHello(TlsVersion Version, IReadOnlyList<TlsCipherSuite> Suites, string Host)
{
    /// <summary>Empty SCSV: secure renegotiation without its extension, for SSL 3.0 (RFC 5746).</summary>
    private const int RenegotiationScsv = 0x00ff;

    private const int X25519 = 0x001d;

    private static readonly int[] Groups = [X25519, 0x0017, 0x0018, 0x0019, 0x001e, 0x0100, 0x0101];

    private static readonly int[] Signatures =
        [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601, 0x0807, 0x0808, 0x0203, 0x0201, 0x0202];

    /// <summary>The record with the message.</summary>
    public ReadOnlyMemory<byte> ToRecord()
    {
        var message = new ByteWriter().Add(1).AddVector(3, Body).Written;
        return new ByteWriter()
            .Add(22)
            .Add16(Version == TlsVersion.Ssl3 ? (int)TlsVersion.Ssl3 : (int)TlsVersion.Tls10)
            .AddVector(2, record => record.Add(message.Span))
            .Written;
    }

    private void Body(ByteWriter body)
    {
        body.Add16(Math.Min((int)Version, (int)TlsVersion.Tls12))
            .Add(RandomNumberGenerator.GetBytes(32))
            .AddVector(1, session => session.Add(Version == TlsVersion.Tls13 ? RandomNumberGenerator.GetBytes(32) : []))
            .AddVector(2, suites =>
            {
                foreach (var suite in Suites)
                {
                    suites.Add16((int)suite);
                }

                suites.Add16(RenegotiationScsv);
            })
            .Add(1, 0);
        if (Version != TlsVersion.Ssl3)
        {
            body.AddVector(2, Extensions);
        }
    }

    private void Extensions(ByteWriter all)
    {
        if (!IPAddress.TryParse(Host, out _))
        {
            Add(all, 0, names => names.AddVector(2, list => list.Add(0).AddVector(2, name => name.Add(Encoding.ASCII.GetBytes(Host)))));
        }

        Add(all, 5, status => status.Add(1, 0, 0, 0, 0));
        Add(all, 10, groups => groups.AddVector(2, list => AddAll(list, Groups)));
        Add(all, 11, formats => formats.Add(1, 0));
        if (Version >= TlsVersion.Tls12)
        {
            Add(all, 13, signatures => signatures.AddVector(2, list => AddAll(list, Signatures)));
        }

        Add(all, 16, alpn => alpn.AddVector(2, list => list
            .AddVector(1, name => name.Add("h2"u8))
            .AddVector(1, name => name.Add("http/1.1"u8))));
        Add(all, 18, _ => { });
        Add(all, 23, _ => { });
        if (Version == TlsVersion.Tls13)
        {
            Add(all, 43, versions => versions.AddVector(1, list => list.Add16((int)TlsVersion.Tls13)));

            // Any 32 bytes are a public key of X25519; the shared secret is never needed.
            Add(all, 51, shares => shares.AddVector(2, list => list.Add16(X25519).AddVector(2, key => key.Add(RandomNumberGenerator.GetBytes(32)))));
        }
    }

    private static void Add(ByteWriter all, int type, Action<ByteWriter> write) => all.Add16(type).AddVector(2, write);

    private static void AddAll(ByteWriter list, int[] values)
    {
        foreach (var value in values)
        {
            list.Add16(value);
        }
    }
}
