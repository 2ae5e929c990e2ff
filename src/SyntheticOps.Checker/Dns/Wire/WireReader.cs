using System.Buffers.Binary;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>
/// Reads octets of a message and never past them. The first fault sticks: later reads give zero or empty, so that a caller
/// asks once at the end. Names follow compression pointers strictly backwards and in a bounded amount.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _end = message.Length;
    private bool _inside;

    /// <summary>Octets of names that may still be made: honest messages repeat few long names without a pointer.</summary>
    private int _work = 16_384 + (2 * message.Length);

    /// <summary>The last name that was nothing but a pointer: most owners are the same one.</summary>
    private int _sharedAt = -1;
    private DnsName? _shared;

    public int Position { get; private set; }

    public WireFault Fault { get; private set; }

    public readonly bool Ok => Fault == WireFault.None;

    public readonly int Left => _end - Position;

    public readonly int Length => _message.Length;

    public byte Byte() => Take(1) is [var octet] ? octet : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } octets ? BinaryPrimitives.ReadUInt16BigEndian(octets) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } octets ? BinaryPrimitives.ReadUInt32BigEndian(octets) : 0;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (!Ok || count > Left)
        {
            Fail(WireFault.Truncated);
            return [];
        }

        var octets = _message.Slice(Position, count);
        Position += count;
        return octets;
    }

    public ReadOnlySpan<byte> Rest() => Take(Left);

    /// <summary>A length octet and so many octets.</summary>
    public ReadOnlySpan<byte> CharacterString() => Take(Byte());

    public void Fail(WireFault fault)
    {
        if (Ok)
        {
            Fault = fault;
        }
    }

    /// <summary>From here only so many octets may be read, until <see cref="Leave"/>.</summary>
    public void Enter(int length)
    {
        if (!Ok || length > Left)
        {
            Fail(WireFault.Truncated);
            return;
        }

        (_end, _inside) = (Position + length, true);
    }

    /// <summary>Ends record data: all of it must have been read, and nothing past it.</summary>
    public void Leave()
    {
        if (_inside && (Fault is WireFault.Truncated || (Ok && Left != 0)))
        {
            Fault = WireFault.DataLength;
        }

        (_end, _inside) = (_message.Length, false);
    }

    public DnsName Name()
    {
        if (!Ok)
        {
            return DnsName.Root;
        }

        if (Left >= 2 && _message[Position] >= 0xC0)
        {
            var target = BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]) & 0x3FFF;
            if (target == _sharedAt)
            {
                Position += 2;
                return _shared!;
            }

            var name = Expand();
            (_sharedAt, _shared) = Ok ? (target, name) : (_sharedAt, _shared);
            return name;
        }

        return Expand();
    }

    private DnsName Expand()
    {
        Span<byte> wire = stackalloc byte[DnsName.MaximumLength];
        var (at, limit, end, length) = (Position, Position, _end, 0);
        var jumped = false;
        while (true)
        {
            if (at >= end)
            {
                return Bad(WireFault.Truncated);
            }

            var octet = _message[at];
            if (octet >= 0xC0)
            {
                if (at + 1 >= end)
                {
                    return Bad(WireFault.Truncated);
                }

                var target = ((octet & 0x3F) << 8) | _message[at + 1];
                if (target >= limit)
                {
                    return Bad(WireFault.Pointer);
                }

                Position = jumped ? Position : at + 2;
                (at, limit, end, jumped) = (target, target, _message.Length, true);
                continue;
            }

            if (octet > DnsName.MaximumLabel)
            {
                return Bad(WireFault.LabelType);
            }

            if (at + octet >= end)
            {
                return Bad(WireFault.Truncated);
            }

            if (length + octet + 1 > DnsName.MaximumLength)
            {
                return Bad(WireFault.NameTooLong);
            }

            _message.Slice(at, octet + 1).CopyTo(wire[length..]);
            (at, length) = (at + octet + 1, length + octet + 1);
            if (octet == 0)
            {
                break;
            }
        }

        Position = jumped ? Position : at;
        _work -= length;
        return _work < 0 ? Bad(WireFault.TooMuchWork) : DnsName.FromValid(wire[..length]);
    }

    private DnsName Bad(WireFault fault)
    {
        Fail(fault);
        return DnsName.Root;
    }
}
