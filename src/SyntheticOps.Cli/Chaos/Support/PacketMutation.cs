using System.Buffers.Binary;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>DNS answers of three shapes, each time spoilt in one to six ways: octets flipped, counts and lengths that lie, pointers planted, cut, doubled.</summary>
internal sealed class PacketMutation(Random random)
{
    private const int HeaderLength = 12;

    /// <summary>Types whose data the reader takes apart, and some that it does not know.</summary>
    private static readonly ushort[] Types = [1, 2, 5, 6, 12, 13, 15, 16, 28, 29, 33, 35, 39, 43, 44, 46, 47, 48, 50, 51, 52, 59, 60, 64, 65, 99, 128, 257, 65280];

    private static readonly byte[][] Seeds = [Typed(), Names(), Dense()];

    private readonly byte[] _buffer = new byte[2048];

    /// <summary>Good until the next one.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var seed = Seeds[random.Next(Seeds.Length)];
        seed.CopyTo(_buffer, 0);
        var length = seed.Length;
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            length = Spoil(random.Next(length), length);
        }

        return _buffer.AsSpan(0, length);
    }

    private int Spoil(int at, int length)
    {
        switch (random.Next(8))
        {
            case 0:
                _buffer[at] = (byte)random.Next(256);
                break;
            case 1:
                _buffer[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                _buffer[4 + random.Next(8)] = (byte)(random.Next(2) * 255);
                break;
            case 3 when at + 1 < length:
                BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), (ushort)(0xC000 | random.Next(length + 8)));
                break;
            case 4:
                return Math.Max(1, at);
            case 5 when length * 2 <= _buffer.Length:
                _buffer.AsSpan(0, length).CopyTo(_buffer.AsSpan(length));
                return length * 2;
            case 6 when at + 1 < length:
                BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), (ushort)random.Next(65_536));
                break;
            default:
                _buffer[at] = (byte)random.Next(64);
                break;
        }

        return length;
    }

    /// <summary>One record of each type, with data of random lengths: some fit their type.</summary>
    private static byte[] Typed()
    {
        var dice = new Random(1);
        return Message(Types.Length, i => (Types[i], [.. Enumerable.Range(0, dice.Next(2, 40)).Select(_ => (byte)dice.Next(0, 8))]));
    }

    /// <summary>Names that lead to each other by pointers.</summary>
    private static byte[] Names() => Message(40, i => (2, [3, (byte)'n', (byte)'s', (byte)('a' + (i % 26)), 0xC0, (byte)(i == 0 ? HeaderLength : HeaderLength + 18)]));

    private static byte[] Dense() => Message(90, i => ((ushort)(i * 5), [0, 1, 0]));

    private static byte[] Message(int records, Func<int, (ushort Type, byte[] Data)> record)
    {
        var octets = new List<byte> { 0x12, 0x34, 0x84, 0, 0, 1, (byte)(records >> 8), (byte)records, 0, 0, 0, 0 };
        octets.AddRange([4, (byte)'s', (byte)'h', (byte)'o', (byte)'p', 7, (byte)'e', (byte)'x', (byte)'a', (byte)'m', (byte)'p', (byte)'l', (byte)'e', 0, 0, 1, 0, 1]);
        for (var i = 0; i < records; i++)
        {
            var (type, data) = record(i);
            octets.AddRange([0xC0, HeaderLength, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 14, 16, 0, (byte)data.Length, .. data]);
        }

        return [.. octets];
    }
}
