using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Tests.Dns.Wire;
using static SyntheticOps.Checker.Tests.Dns.Wire.MessageBuilder;

namespace SyntheticOps.Checker.Tests.Dns.Resolution;

/// <summary>CHK-05: what a server says about names that it was not asked for, or may not speak for, is ignored.</summary>
public sealed class ReplyReadingTests
{
    private static readonly DnsQuestion Asked = new(DnsName.Parse("www.shop.example"), RecordType.A);

    [Fact]
    public void OfServer_RecordsOfOtherNames_AreNotTheAnswer()
    {
        var link = Read(new MessageBuilder().Answer("evil.example", RecordType.A, A("192.0.2.66")).Answer("www.shop.example", RecordType.A, A("192.0.2.1"))).Link.ShouldNotBeNull();

        link.Records.Single().Data.ToString().ShouldBe("192.0.2.1");
    }

    [Fact]
    public void OfServer_Alias_IsFollowedAndItsTargetsDataIsNot()
    {
        var link = Read(new MessageBuilder().Answer("www.shop.example", RecordType.CNAME, N("cdn.example")).Answer("cdn.example", RecordType.A, A("192.0.2.66"))).Link.ShouldNotBeNull();

        link.Alias.ShouldBe(DnsName.Parse("cdn.example"));
        link.Records.ShouldBeEmpty();
    }

    [Fact]
    public void OfServer_RecordsOfAnotherClass_AreNotTheAnswer() =>
        Read(new MessageBuilder().Record(1, "www.shop.example", RecordType.A, 60, A("192.0.2.1"), @class: 3)).Link.ShouldNotBeNull().Status.ShouldBe(LookupStatus.NoData);

    [Theory]
    [InlineData("shop.example", true)]
    [InlineData("www.shop.example", true)]
    [InlineData("example", false)]
    [InlineData(".", false)]
    [InlineData("other.example", false)]
    [InlineData("a.www.shop.example", false)]
    public void OfServer_Referral_LeadsDownwardsOnly(string zone, bool taken)
    {
        var reading = Read(new MessageBuilder(flags: 0x8000).Record(2, zone, RecordType.NS, 60, N("ns.other.test")));

        (reading.Referral is not null).ShouldBe(taken);
        (reading.Useless is null).ShouldBe(taken);
    }

    [Fact]
    public void OfServer_Glue_IsTakenForNamesBelowTheAskedZoneOnly()
    {
        var referral = Read(new MessageBuilder(flags: 0x8000)
            .Record(2, "shop.example", RecordType.NS, 60, N("ns1.shop.example"))
            .Record(2, "shop.example", RecordType.NS, 60, N("ns.bank.test"))
            .Record(3, "ns1.shop.example", RecordType.A, 60, A("192.0.2.1"))
            .Record(3, "ns.bank.test", RecordType.A, 60, A("192.0.2.66"))
            .Record(3, "ns9.shop.example", RecordType.A, 60, A("192.0.2.67"))).Referral.ShouldNotBeNull();

        referral.Servers.Select(server => server.Shown).ShouldBe(["ns1.shop.example", "ns.bank.test"]);
        referral.Glue.Single().Value.Single().ToString().ShouldBe("192.0.2.1");
    }

    [Theory]
    [InlineData(0x8400, "NoData", true)]
    [InlineData(0x8403, "NXDomain", true)]
    [InlineData(0x8402, null, false)]
    [InlineData(0x8405, null, false)]
    [InlineData(0x8000, null, false)]
    public void OfServer_EmptyReply_IsNegativeOnlyWithAuthority(int flags, string? status, bool usable)
    {
        var reading = Read(new MessageBuilder(flags: (ushort)flags).Record(2, "shop.example", RecordType.SOA, 60, Soa("shop.example")));

        reading.Link?.Status.ToString().ShouldBe(status);
        (reading.Useless is null).ShouldBe(usable);
    }

    private static Reading Read(MessageBuilder builder) => ReplyReading.OfServer(MessageReaderTests.Read(builder.Build()), Asked, DnsName.Parse("example"));
}
