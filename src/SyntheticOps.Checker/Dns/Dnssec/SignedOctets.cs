using System.Buffers.Binary;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>What a signature is made over (RFC 4034 section 3.1.8.1): its own fields, then the set in canonical form and order.</summary>
internal static class SignedOctets
{
    private static readonly byte[] Asterisk = [1, (byte)'*'];

    public static byte[] Of(SignedSet set, SignatureData signature)
    {
        var owner = OwnerOf(set.Owner, signature.Labels);
        var datas = set.Records.Select(record => DataWriter.Canonical(set.Type, record.Data)).ToList();
        datas.Sort((left, right) => left.AsSpan().SequenceCompareTo(right));
        var octets = new List<byte>(DataWriter.Fields(signature));
        Span<byte> head = stackalloc byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)set.Type);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], DnsMessage.Internet);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], signature.OriginalTtl);
        byte[]? last = null;
        foreach (var data in datas)
        {
            // RFC 4034 section 6.3: the same record twice counts once.
            if (last is not null && last.AsSpan().SequenceEqual(data))
            {
                continue;
            }

            BinaryPrimitives.WriteUInt16BigEndian(head[8..], (ushort)data.Length);
            octets.AddRange(owner);
            octets.AddRange(head);
            octets.AddRange(data);
            last = data;
        }

        return [.. octets];
    }

    /// <summary>Labels that a signature counts: without the root and without a leading asterisk.</summary>
    public static int LabelsOf(DnsName owner) => owner.Labels - (owner.First is [(byte)'*'] ? 1 : 0);

    /// <summary>The name that was signed: a wildcard where the signature counts fewer labels than the owner has.</summary>
    private static byte[] OwnerOf(DnsName owner, int labels) => labels < LabelsOf(owner)
        ? [.. Asterisk, .. DataWriter.Lowered(CanonicalOrder.Last(owner, labels))]
        : DataWriter.Lowered(owner);
}
