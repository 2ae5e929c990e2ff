using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Dnssec.Denial;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>
/// A zone that the test signs itself, so that every fault can be put into it; a real server serves its text. `Signed` may
/// be changed at will after <see cref="Sign"/>.
/// </summary>
internal sealed class SignedZone
{
    public const uint Ttl = 3600;

    private readonly List<DnsRecord> _plain = [];

    public SignedZone(string name, params IEnumerable<string> lines)
    {
        Name = DnsName.Parse(name);
        Add("@", RecordType.SOA, new SoaData(DnsName.Parse("ns.root"), DnsName.Parse("hostmaster.root"), 1, 7200, 3600, 1_209_600, 3600));
        foreach (var line in lines)
        {
            Add(line);
        }
    }

    public DnsName Name { get; }

    public List<DnsRecord> Signed { get; } = [];

    /// <summary>Keys in the DNSKEY set: the first signs that set, and the second, if there is one, all others.</summary>
    public List<TestKey> Keys { get; init; } = [];

    /// <summary>Null denies by NSEC.</summary>
    public Nsec3ParametersData? Nsec3 { get; init; }

    public bool OptOut { get; init; }

    public DateTimeOffset Inception { get; init; } = DateTimeOffset.UtcNow.AddDays(-1);

    public DateTimeOffset Expiration { get; init; } = DateTimeOffset.UtcNow.AddDays(30);

    public string Text => string.Join('\n', Signed) + "\n";

    /// <summary>`www A 192.0.2.1`: owner, type and data of the common types.</summary>
    public SignedZone Add(string line)
    {
        var words = line.Split(' ', 3);
        var (type, text) = (Enum.Parse<RecordType>(words[1]), words[2]);
        return Add(words[0], type, type switch
        {
            RecordType.A or RecordType.AAAA => new AddressData(IPAddress.Parse(text)),
            RecordType.MX => new MxData(ushort.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture), DnsName.Parse(text.Split(' ')[1])),
            RecordType.TXT => new TextData([System.Text.Encoding.ASCII.GetBytes(text)]),
            _ => new NameData(DnsName.Parse(text)),
        });
    }

    public SignedZone Add(string owner, RecordType type, RecordData data)
    {
        _plain.Add(new DnsRecord(NameOf(owner), type, DnsMessage.Internet, Ttl, data));
        return this;
    }

    /// <summary>Makes the zone as a signer would; without keys it stays plain.</summary>
    public SignedZone Sign()
    {
        Signed.Clear();
        Signed.AddRange(_plain);
        if (Keys.Count == 0)
        {
            return this;
        }

        Signed.AddRange(Keys.Select(key => new DnsRecord(Name, RecordType.DNSKEY, DnsMessage.Internet, Ttl, key.Data)));
        if (Nsec3 is not null)
        {
            Signed.Add(new DnsRecord(Name, RecordType.NSEC3PARAM, DnsMessage.Internet, 0, Nsec3));
        }

        Signed.AddRange(Nsec3 is null ? Chain() : HashedChain());
        foreach (var set in Signed.GroupBy(record => (record.Owner, record.Type)).Where(set => IsSignedHere(set.Key.Owner, set.Key.Type)).ToList())
        {
            Resign(set.Key.Owner, set.Key.Type);
        }

        return this;
    }

    /// <summary>Signs one set again, with another key or in another way.</summary>
    public SignedZone Resign(
        DnsName owner, RecordType type, TestKey? key = null, Func<SignatureData, SignatureData>? change = null, DateTimeOffset? inception = null, DateTimeOffset? expiration = null)
    {
        Signed.RemoveAll(record => record.Owner.Equals(owner) && record.Data is SignatureData signature && signature.Covered == type);
        key ??= type == RecordType.DNSKEY || Keys.Count == 1 ? Keys[0] : Keys[1];
        var fields = new SignatureData(
            type,
            key.Data.Algorithm,
            (byte)SignedOctets.LabelsOf(owner),
            Signed.First(record => record.Owner.Equals(owner) && record.Type == type).Ttl,
            (uint)(expiration ?? Expiration).ToUnixTimeSeconds(),
            (uint)(inception ?? Inception).ToUnixTimeSeconds(),
            key.Tag,
            Name,
            []);
        fields = change?.Invoke(fields) ?? fields;
        var set = SignedSet.Find(Signed, owner, type)!;
        Signed.Add(new DnsRecord(owner, RecordType.RRSIG, DnsMessage.Internet, fields.OriginalTtl, fields with { Signature = key.Sign(SignedOctets.Of(set, fields)) }));
        return this;
    }

    public SignedZone Resign(string owner, RecordType type, TestKey? key = null, Func<SignatureData, SignatureData>? change = null, DateTimeOffset? inception = null, DateTimeOffset? expiration = null) =>
        Resign(NameOf(owner), type, key, change, inception, expiration);

    public SignedZone Without(Predicate<DnsRecord> record)
    {
        Signed.RemoveAll(record);
        return this;
    }

    public DnsName NameOf(string owner) => owner == "@" ? Name : DnsName.Parse(Name.IsRoot ? owner : $"{owner}.{Name}");

    /// <summary>Cuts are not signed but for DS, and nothing below them.</summary>
    private bool IsSignedHere(DnsName owner, RecordType type)
    {
        var cut = Cuts().FirstOrDefault(owner.IsAtOrBelow);
        return cut is null || (owner.Equals(cut) && type is RecordType.DS or RecordType.NSEC or RecordType.NSEC3);
    }

    private IEnumerable<DnsName> Cuts() => _plain.Where(record => record.Type == RecordType.NS && !record.Owner.Equals(Name)).Select(record => record.Owner).Distinct();

    private List<DnsName> Owners() => [.. Signed.Select(record => record.Owner).Distinct().Where(owner => Cuts().FirstOrDefault(owner.IsAtOrBelow) is not { } cut || owner.Equals(cut))];

    private IEnumerable<DnsRecord> Chain()
    {
        var owners = Owners();
        owners.Sort(CanonicalOrder.Compare);
        return [.. owners.Select((owner, i) => new DnsRecord(
            owner, RecordType.NSEC, DnsMessage.Internet, Ttl, new NsecData(owners[(i + 1) % owners.Count], Map([.. Types(owner), RecordType.NSEC, RecordType.RRSIG]))))];
    }

    private IEnumerable<DnsRecord> HashedChain()
    {
        var owners = Owners();
        foreach (var owner in owners.ToList())
        {
            for (var above = owner; !above.Equals(Name); above = above.Parent)
            {
                owners.Add(above);
            }
        }

        var hashes = owners.Distinct().Where(owner => !OptOut || !IsOpen(owner))
            .Select(owner => (Owner: owner, Hash: Nsec3Hash.Of(owner, Nsec3!.Iterations, Nsec3.Salt))).ToList();
        hashes.Sort((left, right) => left.Hash.AsSpan().SequenceCompareTo(right.Hash));
        return [.. hashes.Select((entry, i) => new DnsRecord(
            Name.Child(WireText.Base32Hex(entry.Hash))!,
            RecordType.NSEC3,
            DnsMessage.Internet,
            Ttl,
            new Nsec3Data(1, (byte)(OptOut ? 1 : 0), Nsec3!.Iterations, Nsec3.Salt, hashes[(i + 1) % hashes.Count].Hash, Map([.. HashedTypes(entry.Owner)]))))];

        bool IsOpen(DnsName owner) => Types(owner).Contains(RecordType.NS) && !Types(owner).Contains(RecordType.DS) && !owner.Equals(Name);
        IEnumerable<RecordType> HashedTypes(DnsName owner) => Types(owner) is { Count: > 0 } types && types.Exists(type => IsSignedHere(owner, type)) ? [.. types, RecordType.RRSIG] : Types(owner);
    }

    private List<RecordType> Types(DnsName owner) => [.. Signed.Where(record => record.Owner.Equals(owner)).Select(record => record.Type).Distinct()];

    internal static TypeMap Map(params IReadOnlyList<RecordType> types)
    {
        RecordType[] sorted = [.. types.Distinct().Order()];
        var octets = new List<byte>();
        foreach (var window in sorted.GroupBy(type => (int)type >> 8))
        {
            var map = new byte[(((int)window.Max() & 0xFF) / 8) + 1];
            foreach (var type in window)
            {
                map[((int)type & 0xFF) / 8] |= (byte)(0x80 >> ((int)type & 7));
            }

            octets.AddRange([(byte)window.Key, (byte)map.Length, .. map]);
        }

        return new TypeMap(sorted, [.. octets]);
    }
}
