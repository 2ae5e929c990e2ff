using System.Net;
using System.Text;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>Reads one resource record; its data must fill RDLENGTH exactly.</summary>
internal static class RecordReader
{
    public static DnsRecord Read(ref WireReader reader)
    {
        var owner = reader.Name();
        var type = (RecordType)reader.UInt16();
        var @class = reader.UInt16();
        var ttl = reader.UInt32();
        var length = reader.UInt16();
        reader.Enter(length);
        // Data of other classes has other forms; OPT is read by the message.
        var data = !reader.Ok ? new OpaqueData([]) : @class == DnsMessage.Internet ? Data(ref reader, type) : Opaque(ref reader);
        reader.Leave();
        return new DnsRecord(owner, type, @class, ttl, data);
    }

    private static RecordData Data(ref WireReader reader, RecordType type) => type switch
    {
        RecordType.A => Address(ref reader, 4),
        RecordType.AAAA => Address(ref reader, 16),
        RecordType.NS or RecordType.CNAME or RecordType.PTR or RecordType.DNAME => new NameData(reader.Name()),
        RecordType.SOA => new SoaData(
            reader.Name(), reader.Name(), reader.UInt32(), reader.UInt32(), reader.UInt32(), reader.UInt32(), reader.UInt32()),
        RecordType.MX => new MxData(reader.UInt16(), reader.Name()),
        RecordType.TXT or RecordType.SPF or RecordType.HINFO => Text(ref reader),
        RecordType.SRV => new SrvData(reader.UInt16(), reader.UInt16(), reader.UInt16(), reader.Name()),
        RecordType.NAPTR => new NaptrData(
            reader.UInt16(),
            reader.UInt16(),
            reader.CharacterString().ToArray(),
            reader.CharacterString().ToArray(),
            reader.CharacterString().ToArray(),
            reader.Name()),
        RecordType.CAA => Caa(ref reader),
        RecordType.DS or RecordType.CDS => new DigestData([reader.UInt16(), reader.Byte(), reader.Byte()], reader.Rest().ToArray()),
        RecordType.SSHFP => new DigestData([reader.Byte(), reader.Byte()], reader.Rest().ToArray()),
        RecordType.TLSA or RecordType.SMIMEA => new DigestData([reader.Byte(), reader.Byte(), reader.Byte()], reader.Rest().ToArray()),
        _ => Security(ref reader, type),
    };

    private static RecordData Security(ref WireReader reader, RecordType type) => type switch
    {
        RecordType.DNSKEY or RecordType.CDNSKEY => new KeyData(reader.UInt16(), reader.Byte(), reader.Byte(), reader.Rest().ToArray()),
        RecordType.RRSIG => new SignatureData(
            (RecordType)reader.UInt16(),
            reader.Byte(),
            reader.Byte(),
            reader.UInt32(),
            reader.UInt32(),
            reader.UInt32(),
            reader.UInt16(),
            reader.Name(),
            reader.Rest().ToArray()),
        RecordType.NSEC => new NsecData(reader.Name(), Types(ref reader)),
        RecordType.NSEC3 => new Nsec3Data(
            reader.Byte(), reader.Byte(), reader.UInt16(), reader.CharacterString().ToArray(), reader.CharacterString().ToArray(), Types(ref reader)),
        RecordType.NSEC3PARAM => new Nsec3ParametersData(reader.Byte(), reader.Byte(), reader.UInt16(), reader.CharacterString().ToArray()),
        RecordType.SVCB or RecordType.HTTPS => Service(ref reader),
        _ => Opaque(ref reader),
    };

    private static OpaqueData Opaque(ref WireReader reader) => new(reader.Rest().ToArray());

    private static RecordData Address(ref WireReader reader, int size)
    {
        var octets = reader.Take(size);
        return octets.Length == size ? new AddressData(new IPAddress(octets)) : new OpaqueData([]);
    }

    private static TextData Text(ref WireReader reader)
    {
        var strings = new List<byte[]>(1);
        do
        {
            strings.Add(reader.CharacterString().ToArray());
        }
        while (reader.Ok && reader.Left > 0);
        return new TextData(strings);
    }

    private static CaaData Caa(ref WireReader reader)
    {
        var flags = reader.Byte();
        var tag = reader.CharacterString();
        if (tag.Length == 0)
        {
            reader.Fail(WireFault.DataLength);
        }

        return new CaaData(flags, Encoding.Latin1.GetString(tag), reader.Rest().ToArray());
    }

    /// <summary>Windows of at most 32 octets, ascending (RFC 4034 section 4.1.2).</summary>
    private static TypeMap Types(ref WireReader reader)
    {
        var (types, octets) = (new List<RecordType>(), new List<byte>());
        var last = -1;
        while (reader.Ok && reader.Left > 0)
        {
            int window = reader.Byte();
            var map = reader.CharacterString();
            if (map.Length is 0 or > 32 || window <= last)
            {
                reader.Fail(WireFault.DataLength);
            }

            last = window;
            octets.AddRange([(byte)window, (byte)map.Length, .. map]);
            for (var bit = 0; bit < map.Length * 8; bit++)
            {
                if ((map[bit / 8] & (0x80 >> (bit % 8))) != 0)
                {
                    types.Add((RecordType)((window << 8) | bit));
                }
            }
        }

        return new TypeMap(types, [.. octets]);
    }

    private static ServiceData Service(ref WireReader reader)
    {
        var priority = reader.UInt16();
        var target = reader.Name();
        var parameters = new List<KeyValuePair<ushort, byte[]>>();
        var last = -1;
        while (reader.Ok && reader.Left > 0)
        {
            var key = reader.UInt16();
            var value = reader.Take(reader.UInt16()).ToArray();
            if (key <= last)
            {
                reader.Fail(WireFault.DataLength);
            }

            last = key;
            parameters.Add(KeyValuePair.Create(key, value));
        }

        return new ServiceData(priority, target, parameters);
    }
}
