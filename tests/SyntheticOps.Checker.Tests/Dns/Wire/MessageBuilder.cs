using System.Buffers.Binary;
using System.Net;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Wire;

/// <summary>Writes messages octet by octet, well-formed or not; owners that were written before become pointers.</summary>
internal sealed class MessageBuilder(ushort id = 0x1234, ushort flags = 0x8400)
{
    private readonly Dictionary<DnsName, int> _offsets = [];
    private readonly List<byte> _body = [];
    private readonly ushort[] _counts = new ushort[4];

    public bool Compress { get; init; } = true;

    public ushort[] Counts => _counts;

    /// <summary>Octets of the body so far, behind the header.</summary>
    public int Position => DnsMessage.HeaderLength + _body.Count;

    public MessageBuilder Question(string name, RecordType type, ushort @class = 1)
    {
        _counts[0]++;
        return Name(name).U16((ushort)type).U16(@class);
    }

    public MessageBuilder Question(DnsQuestion question)
    {
        _counts[0]++;
        return Raw(question.Name.Wire.ToArray()).U16((ushort)question.Type).U16(1);
    }

    /// <summary>section: 1 answer, 2 authority, 3 additional.</summary>
    public MessageBuilder Record(int section, string owner, RecordType type, uint ttl, byte[] data, ushort @class = 1)
    {
        _counts[section]++;
        return Name(owner).U16((ushort)type).U16(@class).U32(ttl).U16((ushort)data.Length).Raw(data);
    }

    public MessageBuilder Answer(string owner, RecordType type, byte[] data, uint ttl = 300) => Record(1, owner, type, ttl, data);

    public MessageBuilder Opt(ushort size = 1232, byte extended = 0, byte version = 0) =>
        Record(3, ".", RecordType.OPT, ((uint)extended << 24) | ((uint)version << 16), [], size);

    public MessageBuilder Name(string text)
    {
        for (var name = DnsName.Parse(text); ; name = name.Parent)
        {
            if (!name.IsRoot && Compress && _offsets.TryGetValue(name, out var offset))
            {
                return U16((ushort)(0xC000 | offset));
            }

            if (!name.IsRoot && Position < 0x4000)
            {
                _offsets.TryAdd(name, Position);
            }

            _body.Add((byte)name.First.Length);
            _body.AddRange(name.First);
            if (name.IsRoot)
            {
                return this;
            }
        }
    }

    public MessageBuilder U16(ushort value) => Raw((byte)(value >> 8), (byte)value);

    public MessageBuilder U32(uint value) => U16((ushort)(value >> 16)).U16((ushort)value);

    public MessageBuilder Raw(params ReadOnlySpan<byte> octets)
    {
        _body.AddRange(octets);
        return this;
    }

    public byte[] Build()
    {
        var header = new byte[DnsMessage.HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, id);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), flags);
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4 + (2 * i)), _counts[i]);
        }

        return [.. header, .. _body];
    }

    public static byte[] A(string address) => IPAddress.Parse(address).GetAddressBytes();

    /// <summary>A name without pointers.</summary>
    public static byte[] N(string name) => DnsName.Parse(name).Wire.ToArray();

    public static byte[] Text(string text) => [(byte)text.Length, .. System.Text.Encoding.Latin1.GetBytes(text)];

    public static byte[] Soa(string zone, uint serial = 1) =>
        [.. N("ns1." + zone), .. N("hostmaster." + zone), .. Be(serial), .. Be(7200), .. Be(3600), .. Be(1_209_600), .. Be(3600)];

    public static byte[] Be(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }
}
