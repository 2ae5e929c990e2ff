using SyntheticOps.Checker.Dns.Dnssec.Denial;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec.Denial;

/// <summary>
/// The whole chain of a small zone against every name of up to four labels: what is proven is what the plain records say,
/// neither more nor less.
/// </summary>
public sealed class DenialTruthTests
{
    private static readonly string[] Lines =
    [
        "@ NS ns.root", "@ A 192.0.2.1", "a A 192.0.2.1", "c.b.a A 192.0.2.1", "*.b A 192.0.2.1", "*.b TXT made", "d.b A 192.0.2.1", "e NS ns.root", "f NS ns.root", "g CNAME a.zone", "h DNAME a.zone",
    ];

    private static readonly string[] Labels = ["a", "b", "c", "d", "e", "f", "g", "h", "z", "*", "0"];

    public static TheoryData<bool, bool> Kinds => new() { { false, false }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Proofs_EveryName_AreThoseOfTheRecords(bool hashed, bool optOut)
    {
        var zone = Zone(hashed, optOut);
        var (denial, truth) = (DenialOf(zone), new Truth(zone));
        foreach (var name in Names(zone.Name))
        {
            foreach (var type in (RecordType[])[RecordType.A, RecordType.TXT, RecordType.MX])
            {
                Judge(denial.NoType(name, type), truth.LacksType(name, type), truth.IsOpen(name) && optOut).ShouldBeTrue($"{name} {type}: {denial.NoType(name, type)}");
            }

            Judge(denial.NoName(name), truth.IsGone(name), truth.IsOpen(name) && optOut).ShouldBeTrue($"{name}: {denial.NoName(name)}");
            var expected = truth.Cut(name);
            denial.NoDs(name).ShouldBeOneOf([expected, .. optOut && truth.IsOpen(name) ? [CutProof.Unsigned, CutProof.Missing] : (CutProof[])[]], $"{name} DS");
        }
    }

    /// <summary>What opt-out leaves open may be unproven or insecure, but never proven wrongly.</summary>
    private static bool Judge(Proof proof, bool isTrue, bool isOpen) => isOpen ? proof != Proof.Proven || isTrue : proof == (isTrue ? Proof.Proven : Proof.Missing);

    [Fact]
    public void NoDs_ChildsOwnRecord_ProvesNothing()
    {
        var own = new NsecDenial(DnsName.Parse("zone"), [(DnsName.Parse("e.zone"), new(DnsName.Parse("f.zone"), SignedZone.Map(RecordType.NS, RecordType.SOA, RecordType.NSEC)))]);

        own.NoDs(DnsName.Parse("e.zone")).ShouldBe(CutProof.Missing);
        own.NoType(DnsName.Parse("e.zone"), RecordType.DS).ShouldBe(Proof.Missing);
    }

    [Fact]
    public void Nsec3_MoreThan150Iterations_IsInsecure()
    {
        Nsec3Data Data(ushort iterations) => new(1, 0, iterations, [], new byte[20], SignedZone.Map(RecordType.A));
        var owner = DnsName.Parse("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.zone");

        new Nsec3Denial(DnsName.Parse("zone"), [(owner, Data(151))]).NoName(DnsName.Parse("a.zone")).ShouldBe(Proof.Insecure);
        new Nsec3Denial(DnsName.Parse("zone"), [(owner, Data(150))]).NoName(DnsName.Parse("a.zone")).ShouldBe(Proof.Missing);
    }

    private static SignedZone Zone(bool hashed, bool optOut) =>
        new SignedZone("zone", Lines) { Keys = [TestKey.Create()], Nsec3 = hashed ? new(1, 0, 1, [1, 2]) : null, OptOut = optOut }.Add("f", RecordType.DS, TestKey.Create().Ds("f.zone")).Sign();

    private static IDenial DenialOf(SignedZone zone) => zone.Nsec3 is null
        ? new NsecDenial(zone.Name, [.. zone.Signed.Where(record => record.Data is NsecData).Select(record => (record.Owner, (NsecData)record.Data))])
        : new Nsec3Denial(zone.Name, [.. zone.Signed.Where(record => record.Data is Nsec3Data).Select(record => (record.Owner, (Nsec3Data)record.Data))]);

    private static IEnumerable<DnsName> Names(DnsName zone)
    {
        var level = new List<DnsName> { zone };
        for (var depth = 0; depth < 3; depth++)
        {
            level = [.. level.SelectMany(name => Labels.Select(label => name.Child(label)!))];
            foreach (var name in level)
            {
                yield return name;
            }
        }
    }

    /// <summary>The same questions, answered from the plain records (RFC 1034 section 4.3.2, RFC 4592).</summary>
    private sealed class Truth(SignedZone zone)
    {
        private readonly List<DnsRecord> _plain = zone.Signed.FindAll(record => record.Type is not (RecordType.RRSIG or RecordType.NSEC or RecordType.NSEC3) && !(record.Owner.Equals(zone.Name) && record.Type == RecordType.NSEC3PARAM));

        public bool IsGone(DnsName name) => !IsBelowCut(name) && !Exists(name) && !Exists(Wildcard(name));

        public bool LacksType(DnsName name, RecordType type) => !IsBelowCut(name) && !IsCut(name)
            && (Exists(name) ? Lacks(name, type) : Exists(Wildcard(name)) && Lacks(Wildcard(name), type));

        public CutProof Cut(DnsName name) =>
            IsBelowCut(name) ? CutProof.Missing : IsCut(name) ? Has(name, RecordType.DS) ? CutProof.Missing : CutProof.Unsigned : CutProof.NoCut;

        /// <summary>Opt-out: an unsigned zone, or what falls into a gap between the signed ones.</summary>
        public bool IsOpen(DnsName name) => !Exists(name) || IsCut(name);

        private DnsName Wildcard(DnsName name)
        {
            var encloser = name.Parent;
            while (!Exists(encloser))
            {
                encloser = encloser.Parent;
            }

            return encloser.Child("*")!;
        }

        private bool Exists(DnsName name) => _plain.Exists(record => record.Owner.IsAtOrBelow(name));

        private bool Has(DnsName name, RecordType type) => _plain.Exists(record => record.Owner.Equals(name) && record.Type == type);

        private bool Lacks(DnsName name, RecordType type) => !Has(name, type) && !Has(name, RecordType.CNAME);

        private bool IsCut(DnsName name) => Has(name, RecordType.NS) && !name.Equals(zone.Name);

        private bool IsBelowCut(DnsName name) => _plain.Exists(record => record.Type is RecordType.NS or RecordType.DNAME && !record.Owner.Equals(zone.Name) && !record.Owner.Equals(name) && name.IsAtOrBelow(record.Owner));
    }
}
