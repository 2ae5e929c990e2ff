using SyntheticOps.Checker.Dns.Wire;
using static SyntheticOps.Checker.Tests.Dns.Wire.MessageBuilder;

namespace SyntheticOps.Checker.Tests.Dns.Wire;

public sealed class MessageReaderTests
{
    /// <summary>RFC 1035 section 4.1.4: F.ISI.ARPA, FOO.F.ISI.ARPA, ARPA and the root, as owners of four records.</summary>
    [Fact]
    public void TryRead_CompressionExampleOfRfc1035_GivesTheFourNames()
    {
        byte[] tail = [0xFF, 0x00, 0, 1, 0, 0, 0, 0, 0, 0];
        byte[] octets =
        [
            0, 1, 0x80, 0, 0, 0, 0, 4, 0, 0, 0, 0,
            1, (byte)'F', 3, (byte)'I', (byte)'S', (byte)'I', 4, (byte)'A', (byte)'R', (byte)'P', (byte)'A', 0, .. tail,
            3, (byte)'F', (byte)'O', (byte)'O', 0xC0, 12, .. tail,
            0xC0, 18, .. tail,
            0, .. tail,
        ];

        Read(octets).Answers.Select(record => record.Owner.ToString()).ShouldBe(["F.ISI.ARPA.", "FOO.F.ISI.ARPA.", "ARPA.", "."]);
    }

    public static TheoryData<int, string, string> Texts => new()
    {
        { (int)RecordType.A, "C0000201", "192.0.2.1" },
        { (int)RecordType.AAAA, "20010DB8000000000000000000000001", "2001:db8::1" },
        { (int)RecordType.MX, "000A046D61696C076578616D706C6500", "10 mail.example." },
        { (int)RecordType.TXT, "0161026220" + "00", "\"a\" \"b \" \"\"" },
        { (int)RecordType.TXT, "0322" + "5C" + "FF", "\"\\\"\\\\\\255\"" },
        { (int)RecordType.SRV, "000100020050" + "0173076578616D706C6500", "1 2 80 s.example." },
        { (int)RecordType.CAA, "80056973737565" + "63612E74657374", "128 issue \"ca.test\"" },
        // RFC 4509 section 2.3 and RFC 4034 section 5.4.
        { (int)RecordType.DS, "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118" },
        { (int)RecordType.DS, "EC450502D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A", "60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A" },
        // RFC 4034 section 4.3: NSEC with A MX RRSIG NSEC TYPE1234.
        {
            (int)RecordType.NSEC,
            "04686F7374076578616D706C6503636F6D00" + "0006400100000003" + "041B000000000000000000000000000000000000000000000000000020",
            "host.example.com. A MX RRSIG NSEC TYPE1234"
        },
        // RFC 5155 appendix A: NSEC3PARAM 1 0 12 aabbccdd.
        { (int)RecordType.NSEC3PARAM, "0100000C04AABBCCDD", "1 0 12 AABBCCDD" },
        // RFC 9460 appendix D.2: figures 2, 3, 4 and 5 of the service form.
        { (int)RecordType.SVCB, "000103666F6F076578616D706C6503636F6D00", "1 foo.example.com." },
        { (int)RecordType.SVCB, "0000" + "03666F6F076578616D706C6503636F6D00", "0 foo.example.com." },
        { (int)RecordType.SVCB, "001003666F6F076578616D706C6503636F6D00000300020035", "16 foo.example.com. port=53" },
        { (int)RecordType.SVCB, "000103666F6F076578616D706C6503636F6D00029B000568656C6C6F", "1 foo.example.com. key667=\"hello\"" },
        { (int)RecordType.HTTPS, "0001000001000602683202683300040004C0000201", "1 . alpn=\"h2,h3\" ipv4hint=192.0.2.1" },
        { 65280, "0A0000", "\\# 3 0A0000" },
        { 65280, "", "\\# 0" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void TryRead_Data_HasTheTextOfZoneFiles(int type, string hex, string text) =>
        Read(new MessageBuilder().Answer("shop.example", (RecordType)type, Convert.FromHexString(hex)).Build()).Answers.Single().Data.ToString().ShouldBe(text);

    [Theory]
    [InlineData((int)RecordType.A, "C00002")]
    [InlineData((int)RecordType.A, "C000020100")]
    [InlineData((int)RecordType.AAAA, "C0000201")]
    [InlineData((int)RecordType.TXT, "")]
    [InlineData((int)RecordType.TXT, "0561")]
    [InlineData((int)RecordType.MX, "000A")]
    [InlineData((int)RecordType.CAA, "0000")]
    [InlineData((int)RecordType.CAA, "0005")]
    [InlineData((int)RecordType.SOA, "0000")]
    [InlineData((int)RecordType.NSEC, "000021")]
    [InlineData((int)RecordType.NSEC, "000001800001C0")]
    [InlineData((int)RecordType.SVCB, "000100000300020035000100")]
    [InlineData((int)RecordType.SVCB, "0001000003000200350003" + "00020035")]
    [InlineData((int)RecordType.SRV, "00010002")]
    public void TryRead_DataThatDoesNotFit_IsAFault(int type, string hex) =>
        Fault(new MessageBuilder().Answer("shop.example", (RecordType)type, Convert.FromHexString(hex)).Build()).ShouldBe(WireFault.DataLength);

    [Theory]
    [InlineData("C00C", nameof(WireFault.Pointer))]
    [InlineData("C0FF", nameof(WireFault.Pointer))]
    [InlineData("0161C00C", nameof(WireFault.Pointer))]
    [InlineData("4161", nameof(WireFault.LabelType))]
    [InlineData("8161", nameof(WireFault.LabelType))]
    [InlineData("3F6161", nameof(WireFault.Truncated))]
    [InlineData("C0", nameof(WireFault.Truncated))]
    [InlineData("", nameof(WireFault.Truncated))]
    public void TryRead_BadName_IsAFault(string hex, string fault)
    {
        var builder = new MessageBuilder();
        builder.Counts[0] = 1;

        Fault(builder.Raw(Convert.FromHexString(hex)).Build()).ToString().ShouldBe(fault);
    }

    [Fact]
    public void TryRead_NameOf256Octets_IsAFault()
    {
        var builder = new MessageBuilder();
        builder.Counts[0] = 1;
        foreach (var _ in Enumerable.Range(0, 4))
        {
            builder.Raw(63).Raw(new byte[63]);
        }

        Fault(builder.Raw(0).U32(0).Build()).ShouldBe(WireFault.NameTooLong);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryRead_CountThatLies_IsAFaultAndMakesNothingBig(int section)
    {
        var builder = new MessageBuilder().Question("shop.example", RecordType.A).Answer("shop.example", RecordType.A, A("192.0.2.1"));
        builder.Counts[section] = ushort.MaxValue;
        var octets = builder.Build();
        Fault(octets);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Fault(octets).ShouldBe(WireFault.Truncated);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void TryRead_CutAtEveryOctet_IsNeverAMessage()
    {
        var whole = Whole().Build();

        Enumerable.Range(0, whole.Length).Select(length => MessageReader.TryRead(whole.AsSpan(0, length), out _, out _)).ShouldAllBe(read => !read);
        MessageReader.TryRead(whole, out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void TryRead_OctetsBehindTheEnd_AreCounted() => Read([.. Whole().Build(), 1, 2, 3]).Trailing.ShouldBe(3);

    [Fact]
    public void TryRead_Options_GiveSizeVersionAndUpperCode()
    {
        var message = Read(new MessageBuilder(flags: 0x8000).Question("shop.example", RecordType.A).Opt(1400, extended: 1, version: 0).Build());

        message.Edns.ShouldBe(new Edns(1400, 0, false));
        message.Code.ShouldBe(ResponseCode.BadVers);
        message.Additional.ShouldBeEmpty();
    }

    public static TheoryData<string> WrongOptions => ["two", "answer", "owner"];

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void TryRead_OptionsWhereNoneBelong_AreAFault(string kind)
    {
        var builder = new MessageBuilder().Question("shop.example", RecordType.A);
        _ = kind switch
        {
            "two" => builder.Opt().Opt(),
            "answer" => builder.Record(1, ".", RecordType.OPT, 0, []),
            _ => builder.Record(3, "shop.example", RecordType.OPT, 0, []),
        };

        Fault(builder.Build()).ShouldBe(WireFault.Options);
    }

    [Fact]
    public void TryRead_TtlWithTopBit_CountsAsZero() =>
        Read(new MessageBuilder().Answer("a.example", RecordType.A, A("192.0.2.1"), 0x8000_0001).Build()).Answers[0].EffectiveTtl.ShouldBe(0u);

    /// <summary>As many A records as a message can hold: owners are one pointer each, and share one name.</summary>
    [Fact]
    public void TryRead_FullMessageOfAddresses_IsRead()
    {
        var builder = new MessageBuilder().Question("shop.example", RecordType.A);
        for (var i = 0; i < 4000; i++)
        {
            builder.Answer("shop.example", RecordType.A, [10, 0, (byte)(i >> 8), (byte)i]);
        }

        Read(builder.Build()).Answers.Count.ShouldBe(4000);
    }

    internal static MessageBuilder Whole() => new MessageBuilder()
        .Question("www.shop.example", RecordType.A)
        .Answer("www.shop.example", RecordType.CNAME, N("shop.example"))
        .Answer("shop.example", RecordType.A, A("192.0.2.1"))
        .Answer("shop.example", RecordType.TXT, [.. Text("v=spf1 -all"), .. Text("b")])
        .Answer("shop.example", RecordType.CAA, [0, .. Text("issue"), .. "ca.test"u8])
        .Answer("shop.example", RecordType.DS, Convert.FromHexString("EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"))
        .Answer("shop.example", RecordType.SVCB, Convert.FromHexString("001003666F6F076578616D706C6503636F6D00000300020035"))
        .Answer("shop.example", RecordType.NSEC, Convert.FromHexString("04686F7374076578616D706C6503636F6D000006400100000003"))
        .Answer("shop.example", (RecordType)65280, [1, 2, 3])
        .Record(2, "shop.example", RecordType.SOA, 60, Soa("shop.example"))
        .Record(2, "shop.example", RecordType.NS, 60, N("ns1.shop.example"))
        .Record(3, "ns1.shop.example", RecordType.AAAA, 60, A("2001:db8::53"))
        .Opt();

    internal static DnsMessage Read(byte[] octets) =>
        MessageReader.TryRead(octets, out var message, out var fault) ? message : throw new ShouldAssertException($"No message: {fault}");

    private static WireFault Fault(byte[] octets)
    {
        MessageReader.TryRead(octets, out var message, out var fault).ShouldBeFalse();
        message.ShouldBeNull();
        return fault;
    }
}
