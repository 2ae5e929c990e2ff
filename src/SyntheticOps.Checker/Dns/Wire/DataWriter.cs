using System.Buffers.Binary;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>
/// Writes record data without compression and in its canonical form (RFC 4034 section 6.2): names of the types listed
/// there in lower case. NSEC and HINFO are no longer on that list (RFC 6840 section 5.1).
/// </summary>
internal readonly struct DataWriter
{
    /// <summary>RDLENGTH has 16 bits.</summary>
    public const int Largest = ushort.MaxValue;

    private readonly List<byte> _octets;

    private DataWriter(List<byte> octets) => _octets = octets;

    public static byte[] Canonical(RecordType type, RecordData data)
    {
        var writer = new DataWriter([]);
        writer.Write(type, data);
        return [.. writer._octets];
    }

    /// <summary>A name in lower case.</summary>
    public static byte[] Lowered(DnsName name)
    {
        var wire = name.Wire.ToArray();
        for (var i = 0; i < wire.Length; i++)
        {
            wire[i] = DnsName.Lower(wire[i]);
        }

        return wire;
    }

    private void Write(RecordType type, RecordData data)
    {
        switch (data)
        {
            case AddressData address:
                Add(address.Address.GetAddressBytes());
                break;
            case NameData name:
                Add(Lowered(name.Target));
                break;
            case SoaData soa:
                Add(Lowered(soa.Primary));
                Add(Lowered(soa.Mailbox));
                Add32(soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Negative);
                break;
            case MxData mx:
                Add16(mx.Preference);
                Add(Lowered(mx.Exchange));
                break;
            case TextData text:
                AddStrings(text.Strings);
                break;
            case SrvData srv:
                Add16(srv.Priority, srv.Weight, srv.Port);
                Add(Lowered(srv.Target));
                break;
            case NaptrData naptr:
                Add16(naptr.Order, naptr.Preference);
                AddStrings([naptr.Flags, naptr.Services, naptr.Pattern]);
                Add(Lowered(naptr.Replacement));
                break;
            case CaaData caa:
                Add([caa.Flags]);
                AddStrings([System.Text.Encoding.Latin1.GetBytes(caa.Tag)]);
                Add(caa.Value);
                break;
            default:
                WriteSecurity(type, data);
                break;
        }
    }

    private void WriteSecurity(RecordType type, RecordData data)
    {
        switch (data)
        {
            case DigestData digest:
                AddNumbers(type, digest.Numbers);
                Add(digest.Octets);
                break;
            case KeyData key:
                Add16(key.Flags);
                Add([key.Protocol, key.Algorithm]);
                Add(key.Key);
                break;
            case NsecData nsec:
                Add(nsec.Next.Wire);
                Add(nsec.Types.Octets);
                break;
            case Nsec3Data nsec3:
                Add([nsec3.Algorithm, nsec3.Flags]);
                Add16(nsec3.Iterations);
                AddStrings([nsec3.Salt, nsec3.Next]);
                Add(nsec3.Types.Octets);
                break;
            case Nsec3ParametersData parameters:
                Add([parameters.Algorithm, parameters.Flags]);
                Add16(parameters.Iterations);
                AddStrings([parameters.Salt]);
                break;
            case ServiceData service:
                Add16(service.Priority);
                Add(service.Target.Wire);
                foreach (var (key, value) in service.Parameters)
                {
                    Add16(key, (ushort)value.Length);
                    Add(value);
                }

                break;
            case OpaqueData opaque:
                Add(opaque.Octets);
                break;
            case SignatureData signature:
                WriteSignature(signature);
                Add(signature.Signature);
                break;
            default:
                throw new InvalidOperationException($"{data.GetType().Name} has no written form.");
        }
    }

    /// <summary>The fields in front of the signature: with them begins what is signed (RFC 4034 section 3.1.8.1).</summary>
    public static byte[] Fields(SignatureData signature)
    {
        var writer = new DataWriter([]);
        writer.WriteSignature(signature);
        return [.. writer._octets];
    }

    private void WriteSignature(SignatureData signature)
    {
        Add16((ushort)signature.Covered);
        Add([signature.Algorithm, signature.Labels]);
        Add32(signature.OriginalTtl, signature.Expiration, signature.Inception);
        Add16(signature.KeyTag);
        Add(Lowered(signature.Signer));
    }

    /// <summary>DS and CDS begin with 16 bits, the others have octets only.</summary>
    private void AddNumbers(RecordType type, IReadOnlyList<int> numbers)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            if (i == 0 && type is (RecordType.DS or RecordType.CDS))
            {
                Add16((ushort)numbers[i]);
            }
            else
            {
                Add([(byte)numbers[i]]);
            }
        }
    }

    private void AddStrings(IReadOnlyList<byte[]> strings)
    {
        foreach (var text in strings)
        {
            Add([(byte)text.Length]);
            Add(text);
        }
    }

    private void Add(ReadOnlySpan<byte> octets) => _octets.AddRange(octets);

    private void Add16(params ReadOnlySpan<ushort> numbers)
    {
        Span<byte> octets = stackalloc byte[2];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets, number);
            Add(octets);
        }
    }

    private void Add32(params ReadOnlySpan<uint> numbers)
    {
        Span<byte> octets = stackalloc byte[4];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets, number);
            Add(octets);
        }
    }
}
