using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Dns;

public sealed class DnsVerdictTests
{
    private static readonly DnsName Name = DnsName.Parse("shop.test");

    [Theory]
    [InlineData("name-nxdomain", "shop.test", "", "The name shop.test does not exist.", "Le nom shop.test n’existe pas.")]
    [InlineData("address-private", "shop.test", "10.0.0.1", "shop.test resolves to the private address 10.0.0.1.", "shop.test mène à l’adresse privée 10.0.0.1.")]
    [InlineData("ns-lame", "ns1.shop.test (192.0.2.1)", "", "ns1.shop.test (192.0.2.1) does not serve it.", "Serveur annoncé pour la zone, mais qui ne la sert pas (ns1.shop.test (192.0.2.1)).")]
    [InlineData("record-removed", "shop.test A", "192.0.2.1", "shop.test A lost an approved value: 192.0.2.1", "shop.test A a perdu une valeur approuvée : 192.0.2.1")]
    [InlineData("cname-dangling", "www.shop.test", "old.test", "www.shop.test points to old.test, which does not exist.", "www.shop.test mène à old.test, qui n’existe pas.")]
    public void Judge_Finding_IsSaidInBothLanguages(string code, string subject, string arg, string english, string french) =>
        DnsVerdict.Judge(Facts(), [new Finding(code, Severity.Error, FindingKind.State, subject, arg.Length == 0 ? [] : [arg], english)]).ShouldSay(english, french);

    [Fact]
    public void Judge_Silence_SaysWhatCouldNotBeAsked()
    {
        var facts = Facts();
        facts.Answers.Add(new LookupAnswer(new DnsQuestion(Name, RecordType.A), LookupStatus.Silent) { Detail = Saying.Of("dns.no-server", "shop.test", Saying.Of("and", Saying.Of("dns.silent", "192.0.2.1"), Saying.Of("dns.answers", "192.0.2.2", "REFUSED"))) });

        DnsVerdict.Judge(facts, []).ShouldSay(
            "shop.test A could not be asked: no server of shop.test gave an answer: 192.0.2.1 did not answer; 192.0.2.2 answers REFUSED.",
            "La question shop.test A n’a pas pu être posée : aucun serveur de shop.test n’a donné de réponse : 192.0.2.1 n’a pas répondu ; 192.0.2.2 répond REFUSED.");
        DnsVerdict.Judge(Facts() with { Dnssec = new DnssecFacts { Zone = Name, Now = default, Chain = new ZoneTrust(Name, Trust.Indeterminate) { Silence = Saying.Of("dns.about", "shop.test DS", Saying.Of("dns.silent", "192.0.2.1")) } } }, [])
            .ShouldSay("DNSSEC could not be judged: shop.test DS: 192.0.2.1 did not answer.", "DNSSEC n’a pas pu être jugé : shop.test DS : 192.0.2.1 n’a pas répondu.");
    }

    private static DnsFacts Facts() => new() { Name = Name, Answers = new AnswerBook() };
}
