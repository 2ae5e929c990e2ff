using System.Net;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>Truth tables of delegation and servers: a healthy zone, one thing changed, and exactly the findings that follow.</summary>
public sealed class ZoneRulesTests
{
    private static readonly DnsName Zone = DnsName.Parse("shop.example");
    private static readonly DnsName Ns1 = DnsName.Parse("ns1.shop.example");
    private static readonly DnsName Ns2 = DnsName.Parse("ns2.other.example");
    private static readonly IPEndPoint Peer = new(IPAddress.Parse("8.8.4.4"), 53);

    private static readonly ZoneFacts Healthy = new(Zone)
    {
        Parent = [Ns1, Ns2],
        Child = [Ns2, Ns1],
        Glue = new Dictionary<DnsName, IReadOnlyList<IPAddress>> { [Ns1] = [IPAddress.Parse("8.8.4.4"), IPAddress.Parse("2620:fe::1")] },
        Servers = [Server(Reply()), Holds(Address("8.8.8.8")) with { Name = Ns2, Address = IPAddress.Parse("9.9.9.9") }],
    };

    [Fact]
    public void Judge_HealthyZone_HasNoFinding() => Codes(Healthy).ShouldBeEmpty();

    public static TheoryData<string, string> Servers => new()
    {
        { "timeout", "ns-timeout" },
        { "port-closed", "ns-timeout" },
        { "no-route", "" },
        { "refused", "ns-refused" },
        { "servfail", "ns-servfail" },
        { "notimp", "ns-error-rcode" },
        { "formerr", "ns-error-rcode" },
        { "no-aa", "ns-not-authoritative" },
        { "referral", "ns-lame" },
        { "nxdomain", "ns-lame" },
        { "malformed", "response-malformed" },
        { "two-opt", "response-malformed edns-broken" },
        { "mismatch", "response-mismatch" },
        { "slow", "ns-slow" },
        { "edns-dropped", "edns-dropped" },
        { "edns-formerr", "edns-unsupported" },
        { "edns-badvers", "edns-broken" },
        { "edns-stripped", "edns-unsupported" },
        { "too-big", "edns-size-ignored" },
        { "tcp-closed", "tcp-unavailable" },
        { "tcp-silent", "tcp-unavailable" },
        { "tcp-cut", "tcp-broken" },
        { "resolver", "ns-open-resolver" },
        { "upward", "" },
        { "trailing", "response-trailing" },
        { "lower-case", "case-not-preserved" },
        { "restless", "soa-serial-unstable" },
        { "set-malformed", "response-malformed" },
        { "set-mismatch", "response-mismatch" },
        { "set-servfail", "ns-servfail" },
        { "set-notimp", "ns-error-rcode" },
        { "set-tcp-cut", "tcp-broken" },
        { "set-tcp-closed", "tcp-unavailable" },
        { "set-too-big", "edns-size-ignored" },
        { "set-silent", "" },
        { "set-same", "" },
        { "set-other", "ns-data-mismatch" },
        { "set-other-short", "" },
        { "set-balanced", "" },
        { "set-other-serial", "soa-serial-mismatch" },
        { "transfer", "axfr-open" },
        { "transfer-refused", "" },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public void Judge_Server_GivesExactly(string kind, string codes) =>
        Codes(Healthy with { Servers = [Healthy.Servers[1], Faulty(kind)] }).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Theory]
    [InlineData(7200, 7200, 1_209_600, 3600, "hostmaster.shop.example", "ns1.shop.example", "soa-retry-not-below-refresh")]
    [InlineData(7200, 3600, 604_799, 3600, "hostmaster.shop.example", "ns1.shop.example", "soa-expire-short")]
    [InlineData(7200, 3600, 604_800, 3600, "hostmaster.shop.example", "ns1.shop.example", "")]
    [InlineData(700_000, 3600, 703_600, 3600, "hostmaster.shop.example", "ns1.shop.example", "soa-expire-short")]
    [InlineData(7200, 3600, 1_209_600, 86_401, "hostmaster.shop.example", "ns1.shop.example", "soa-negative-ttl-high")]
    [InlineData(7200, 3600, 1_209_600, 86_400, "hostmaster.shop.example", "ns1.shop.example", "")]
    [InlineData(7200, 3600, 1_209_600, 3600, @"me\@shop.example", "ns1.shop.example", "soa-rname-invalid")]
    [InlineData(7200, 3600, 1_209_600, 3600, "hostmaster", "ns1.shop.example", "soa-rname-invalid")]
    [InlineData(7200, 3600, 1_209_600, 3600, "hostmaster.shop.example", "hidden.shop.example", "soa-mname-not-ns")]
    public void Judge_Soa_GivesExactly(uint refresh, uint retry, uint expire, uint negative, string mailbox, string primary, string codes)
    {
        var soa = new SoaData(DnsName.Parse(primary), DnsName.Parse(mailbox), 1, refresh, retry, expire, negative);

        Codes(Healthy with { Servers = [Server(Reply(soa: soa))] }).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Judge_OtherSerialThatSettles_IsNoFinding() =>
        Codes(Healthy with { Servers = [Healthy.Servers[0] with { Settled = Reply(soa: Start(2)) }, Server(Reply(soa: Start(2))) with { Settled = Reply(soa: Start(2)) }] }).ShouldBeEmpty();

    [Fact]
    public void Judge_OtherSerial_IsReportedOnce() =>
        Codes(Healthy with { Servers = [Healthy.Servers[0], Server(Reply(soa: Start(2)))] }).ShouldBe(["soa-serial-mismatch"]);

    [Theory]
    [InlineData("", "")]
    [InlineData("ns1.shop.example A 8.8.8.1", "glue-mismatch")]
    [InlineData("ns1.shop.example AAAA 2620:fe::9", "glue-mismatch")]
    [InlineData("!ns1.shop.example A", "")]
    [InlineData("-ns2.other.example A | -ns2.other.example AAAA | other.example A 8.8.8.8", "ns-unresolvable")]
    [InlineData("-ns2.other.example A | -ns2.other.example AAAA", "ns-unresolvable takeover-risk")]
    [InlineData("-ns2.other.example A | -ns2.other.example AAAA | ns2.other.example CNAME mail.shop.example", "ns-is-cname")]
    [InlineData("ns2.other.example A 8.8.4.5 | -ns1.shop.example AAAA | -ns2.other.example AAAA", "ns-same-network glue-mismatch")]
    [InlineData("!ns2.other.example A | !ns2.other.example AAAA", "")]
    public void Judge_ServerNames_GiveExactly(string lines, string codes) =>
        Codes(Healthy, lines).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Fact]
    public void Judge_OneServer_IsAnError() => Codes(Healthy with { Parent = [Ns2], Child = [Ns2] }).ShouldContain("ns-single");

    [Fact]
    public void Judge_AddressAsServer_IsAnError() =>
        Codes(Healthy with { Parent = [Ns1, DnsName.Parse("192.0.2.1")], Child = [Ns1, DnsName.Parse("192.0.2.1")] }).ShouldContain("ns-is-ip");

    [Fact]
    public void Judge_ParentThatNamesOthers_IsReported() => Codes(Healthy with { Child = [Ns1] }).ShouldBe(["ns-parent-child-mismatch"]);

    [Fact]
    public void Judge_ServerInsideWithoutGlue_IsAnError() => Codes(Healthy with { Glue = new Dictionary<DnsName, IReadOnlyList<IPAddress>>() }).ShouldBe(["glue-missing"]);

    [Fact]
    public void Judge_NoReferralSeen_SaysNothingAboutTheParent() => Codes(Healthy with { Parent = null }).ShouldBeEmpty();

    private static IEnumerable<string> Codes(ZoneFacts zone, string lines = "") => new World(lines)
        .Judge(World.Facts() with { Zone = zone, MailParts = MailParts.None })
        .Select(finding => finding.Code).Where(code => code is not ("caa-ok" or "mx-ok" or "answer-ok" or "txt-ok"));

    private static ServerFacts Server(DnsReply soa) => new(Ns1, Peer.Address) { Soa = soa, Tcp = Reply() with { OverTcp = true } };

    private static ServerFacts Faulty(string kind) => kind switch
    {
        "timeout" => Server(Status(ReplyStatus.Timeout)) with { Plain = Status(ReplyStatus.Timeout), Tcp = null },
        "port-closed" => Server(Status(ReplyStatus.Refused)) with { Plain = Status(ReplyStatus.Refused), Tcp = null },
        "no-route" => Server(Status(ReplyStatus.NoRoute)) with { Tcp = null },
        "refused" => Both(Reply(ResponseCode.Refused, answer: false)),
        "servfail" => Both(Reply(ResponseCode.ServFail, answer: false)),
        "notimp" => Both(Reply(ResponseCode.NotImp, answer: false)),
        "formerr" => Both(Reply(ResponseCode.FormErr, answer: false)),
        "no-aa" => Server(Reply(flags: 0x8000)),
        "referral" => Server(Reply(flags: 0x8000, answer: false)),
        "nxdomain" => Both(Reply(ResponseCode.NXDomain, answer: false)),
        "malformed" => Both(Status(ReplyStatus.Malformed) with { Fault = WireFault.Truncated }),
        "two-opt" => Both(Status(ReplyStatus.Malformed) with { Fault = WireFault.Options }),
        "mismatch" => Both(Status(ReplyStatus.Mismatch)),
        "slow" => Server(Reply() with { Elapsed = TimeSpan.FromSeconds(1.1) }),
        "edns-dropped" => Server(Status(ReplyStatus.Timeout)) with { Plain = Reply(edns: false) },
        "edns-formerr" => Server(Reply(ResponseCode.FormErr, answer: false, edns: false)) with { Plain = Reply(edns: false) },
        "edns-badvers" => Server(Reply(ResponseCode.BadVers, answer: false)) with { Plain = Reply(edns: false) },
        "edns-stripped" => Server(Reply(edns: false)),
        "too-big" => Server(Reply() with { Size = 1233 }),
        "tcp-closed" => Server(Reply()) with { Tcp = Status(ReplyStatus.Refused) },
        "tcp-silent" => Server(Reply()) with { Tcp = Status(ReplyStatus.Timeout) },
        "tcp-cut" => Server(Reply()) with { Tcp = Status(ReplyStatus.TcpBroken) },
        "resolver" => Server(Reply()) with { Recursion = Reply(flags: 0x8180) },
        "upward" => Server(Reply()) with { Recursion = Reply(flags: 0x8100, answer: false) },
        "trailing" => Server(Reply() with { Message = Reply().Message! with { Trailing = 3 } }),
        "lower-case" => Server(Reply()) with { Ns = Reply(answer: false) with { CaseKept = false } },
        "restless" => Server(Reply(soa: Start(5))) with { Tcp = Reply(soa: Start(6)) with { OverTcp = true }, Later = Reply(soa: Start(7)) },
        "set-malformed" => Holds(Status(ReplyStatus.Malformed)),
        "set-mismatch" => Holds(Status(ReplyStatus.Mismatch)),
        "set-servfail" => Holds(Reply(ResponseCode.ServFail, answer: false)),
        "set-notimp" => Holds(Reply(ResponseCode.NotImp, answer: false)),
        "set-tcp-cut" => Holds(Status(ReplyStatus.TcpBroken) with { OverTcp = true }),
        "set-tcp-closed" => Holds(Status(ReplyStatus.Refused) with { OverTcp = true }),
        "set-too-big" => Holds(Address("8.8.8.8") with { Size = 1233 }),
        "set-silent" => Holds(Status(ReplyStatus.Timeout)),
        "set-same" => Holds(Address("8.8.8.8")),
        "set-other" => Holds(Address("8.8.8.1")),
        "set-other-short" => Holds(Address("8.8.8.1", ttl: 299)),
        "set-balanced" => Holds(Address("8.8.8.1")) with { Again = new Dictionary<RecordType, DnsReply> { [RecordType.A] = Address("8.8.8.2") } },
        "set-other-serial" => Holds(Address("8.8.8.1")) with { Soa = Reply(soa: Start(2)), Tcp = Reply(soa: Start(2)) with { OverTcp = true } },
        "transfer" => Server(Reply()) with { Transfer = Reply() },
        "transfer-refused" => Server(Reply()) with { Transfer = Reply(ResponseCode.Refused, answer: false) },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such fault"),
    };

    /// <summary>A server with an answer about the watched name; the healthy one has 8.8.8.8.</summary>
    private static ServerFacts Holds(DnsReply reply) => Server(Reply()) with { Sets = new Dictionary<RecordType, DnsReply> { [RecordType.A] = reply } };

    private static DnsReply Address(string address, uint ttl = 3600) => Reply() with
    {
        Message = Reply().Message! with { Answers = [new DnsRecord(Zone, RecordType.A, 1, ttl, new AddressData(IPAddress.Parse(address)))] },
    };

    private static ServerFacts Both(DnsReply reply) => Server(reply) with { Plain = reply, Tcp = null };

    private static DnsReply Status(ReplyStatus status) => new(Peer, status, TimeSpan.Zero);

    private static SoaData Start(uint serial) => new(Ns1, DnsName.Parse("hostmaster.shop.example"), serial, 7200, 3600, 1_209_600, 3600);

    private static DnsReply Reply(ResponseCode code = ResponseCode.NoError, ushort flags = 0x8400, bool answer = true, bool edns = true, SoaData? soa = null) =>
        new(Peer, ReplyStatus.Answered, TimeSpan.FromMilliseconds(5))
        {
            Message = new DnsMessage
            {
                Id = 1,
                Flags = flags,
                Code = code,
                Answers = answer ? [new DnsRecord(Zone, RecordType.SOA, 1, 3600, soa ?? Start(1))] : [],
                Edns = edns ? new Edns(1232, 0, false) : null,
            },
        };
}
