using System.Net;
using System.Text;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>The data of one record; its text is the form of zone files, as dig prints it.</summary>
internal abstract record RecordData;

/// <summary>A, AAAA.</summary>
internal sealed record AddressData(IPAddress Address) : RecordData
{
    public override string ToString() => Address.ToString();
}

/// <summary>NS, CNAME, PTR, DNAME.</summary>
internal sealed record NameData(DnsName Target) : RecordData
{
    public override string ToString() => Target.ToString();
}

/// <summary>RFC 1035 section 3.3.13; times in seconds.</summary>
internal sealed record SoaData(DnsName Primary, DnsName Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Negative) : RecordData
{
    public override string ToString() => $"{Primary} {Mailbox} {Serial} {Refresh} {Retry} {Expire} {Negative}";
}

internal sealed record MxData(ushort Preference, DnsName Exchange) : RecordData
{
    /// <summary>RFC 7505: the domain takes no mail.</summary>
    public bool IsNull => Exchange.IsRoot;

    public override string ToString() => $"{Preference} {Exchange}";
}

/// <summary>TXT, SPF, HINFO: character strings.</summary>
internal sealed record TextData(IReadOnlyList<byte[]> Strings) : RecordData
{
    /// <summary>The strings joined without a blank (RFC 7208 section 3.3), octets as Latin-1.</summary>
    public string Joined => string.Concat(Strings.Select(Encoding.Latin1.GetString));

    public override string ToString() => string.Join(' ', Strings.Select(text => WireText.Quoted(text)));
}

internal sealed record SrvData(ushort Priority, ushort Weight, ushort Port, DnsName Target) : RecordData
{
    public override string ToString() => $"{Priority} {Weight} {Port} {Target}";
}

/// <summary>RFC 3403.</summary>
internal sealed record NaptrData(ushort Order, ushort Preference, byte[] Flags, byte[] Services, byte[] Pattern, DnsName Replacement) : RecordData
{
    public override string ToString() =>
        $"{Order} {Preference} {WireText.Quoted(Flags)} {WireText.Quoted(Services)} {WireText.Quoted(Pattern)} {Replacement}";
}

/// <summary>RFC 8659.</summary>
internal sealed record CaaData(byte Flags, string Tag, byte[] Value) : RecordData
{
    public bool IsCritical => (Flags & 0x80) != 0;

    public string Text => Encoding.Latin1.GetString(Value);

    public override string ToString() => $"{Flags} {Tag} {WireText.Quoted(Value)}";
}

/// <summary>Numbers and then octets in hex: DS, CDS, SSHFP, TLSA, SMIMEA.</summary>
internal sealed record DigestData(IReadOnlyList<int> Numbers, byte[] Octets) : RecordData
{
    public override string ToString() => $"{string.Join(' ', Numbers)} {Convert.ToHexString(Octets)}";
}

/// <summary>DNSKEY, CDNSKEY (RFC 4034 section 2).</summary>
internal sealed record KeyData(ushort Flags, byte Protocol, byte Algorithm, byte[] Key) : RecordData
{
    public override string ToString() => $"{Flags} {Protocol} {Algorithm} {Convert.ToBase64String(Key)}";
}

/// <summary>RRSIG (RFC 4034 section 3).</summary>
internal sealed record SignatureData(
    RecordType Covered, byte Algorithm, byte Labels, uint OriginalTtl, uint Expiration, uint Inception, ushort KeyTag, DnsName Signer, byte[] Signature) : RecordData
{
    public override string ToString() =>
        $"{WireText.Type(Covered)} {Algorithm} {Labels} {OriginalTtl} {WireText.Time(Expiration)} {WireText.Time(Inception)} {KeyTag} {Signer} {Convert.ToBase64String(Signature)}";
}

/// <summary>NSEC (RFC 4034 section 4).</summary>
internal sealed record NsecData(DnsName Next, TypeMap Types) : RecordData
{
    public override string ToString() => string.Join(' ', [Next.ToString(), .. Types.Select(WireText.Type)]);
}

/// <summary>NSEC3 (RFC 5155 section 3).</summary>
internal sealed record Nsec3Data(byte Algorithm, byte Flags, ushort Iterations, byte[] Salt, byte[] Next, TypeMap Types) : RecordData
{
    public override string ToString() => string.Join(
        ' ', [$"{Algorithm} {Flags} {Iterations} {WireText.Salt(Salt)} {WireText.Base32Hex(Next)}", .. Types.Select(WireText.Type)]);
}

/// <summary>NSEC3PARAM (RFC 5155 section 4).</summary>
internal sealed record Nsec3ParametersData(byte Algorithm, byte Flags, ushort Iterations, byte[] Salt) : RecordData
{
    public override string ToString() => $"{Algorithm} {Flags} {Iterations} {WireText.Salt(Salt)}";
}

/// <summary>SVCB, HTTPS (RFC 9460); parameter keys ascend.</summary>
internal sealed record ServiceData(ushort Priority, DnsName Target, IReadOnlyList<KeyValuePair<ushort, byte[]>> Parameters) : RecordData
{
    public override string ToString() =>
        string.Join(' ', [$"{Priority} {Target}", .. Parameters.Select(parameter => WireText.Parameter(parameter.Key, parameter.Value))]);
}

/// <summary>Any other type, never looked into (RFC 3597 section 5).</summary>
internal sealed record OpaqueData(byte[] Octets) : RecordData
{
    public override string ToString() =>
        Octets.Length == 0 ? "\\# 0" : $"\\# {Octets.Length} {Convert.ToHexString(Octets)}";
}
