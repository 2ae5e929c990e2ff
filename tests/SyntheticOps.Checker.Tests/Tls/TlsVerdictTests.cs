using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Tests.Tls;

public sealed class TlsVerdictTests
{
    private static readonly TlsTarget Target = new() { Host = "shop.example", Port = 443 };

    [Theory]
    [InlineData(100, -3, "The certificate of shop.example expired on 2026-11-22.", "Le certificat de shop.example a expiré le 22/11/2026.")]
    [InlineData(-3, 90, "The certificate of shop.example is valid only from 2026-11-28 on.", "Le certificat de shop.example n’est valable qu’à partir du 28/11/2026.")]
    [InlineData(90, 3, "The certificate of shop.example expires on 2026-11-28, in 3 days.", "Le certificat de shop.example expire le 28/11/2026, dans 3 jours.")]
    [InlineData(90, 0.02, "The certificate of shop.example expires on 2026-11-25, in less than an hour.", "Le certificat de shop.example expire le 25/11/2026, dans moins d’une heure.")]
    public void Judge_Dates_AreSaidInBothLanguages(double ago, double left, string english, string french) => Judge(Facts.Dated(ago, left)).ShouldSay(english, french);

    [Fact]
    public void Judge_OtherName_IsSaidInBothLanguages() => Judge(Facts.With(leaf => leaf with { DnsNames = ["other.example"] }))
        .ShouldSay("The certificate of shop.example is made out to other.example.", "Le certificat de shop.example est établi pour other.example.");

    [Theory]
    [InlineData(HelloKind.Silent, "The TLS handshake with shop.example:443 did not finish within 10s.", "La négociation TLS avec shop.example:443 n’était pas terminée au bout de 10 s.")]
    [InlineData(HelloKind.NotTls, "shop.example:443 does not speak TLS.", "shop.example:443 ne parle pas TLS.")]
    [InlineData(HelloKind.TooLong, "No TLS handshake with shop.example:443 is possible: it sends more than 100 KiB of certificates.", "Aucune négociation TLS avec shop.example:443 n’est possible : le serveur envoie plus de 100 Kio de certificats.")]
    [InlineData(HelloKind.Malformed, "No TLS handshake with shop.example:443 is possible: its answer breaks the rules of TLS.", "Aucune négociation TLS avec shop.example:443 n’est possible : sa réponse ne respecte pas les règles de TLS.")]
    [InlineData(HelloKind.Accepted, "No TLS handshake with shop.example:443 is possible: it agrees on a version and a suite, but breaks the handshake off.", "Aucune négociation TLS avec shop.example:443 n’est possible : le serveur accepte une version et une suite, puis rompt la négociation.")]
    [InlineData(HelloKind.NotConnected, "No TLS handshake with shop.example:443 is possible: it ends the connection.", "Aucune négociation TLS avec shop.example:443 n’est possible : le serveur coupe la connexion.")]
    internal void Explain_NoHandshake_SaysWhy(HelloKind kind, string english, string french) =>
        TlsFaults.Explain(new HelloAnswer(kind), Target, TimeSpan.FromSeconds(10)).ShouldSay(english, french);

    [Fact]
    public void Faults_BeforeAnyHello_SayWhy()
    {
        TlsFaults.NoCertificate(Target).ShouldSay("shop.example:443 shows no certificate that can be read.", "shop.example:443 ne présente aucun certificat lisible.");
        TlsFaults.NotAccepted(Target, TimeSpan.FromSeconds(30)).ShouldSay("shop.example:443 did not accept a connection within 30s.", "shop.example:443 n’avait accepté aucune connexion au bout de 30 s.");
    }

    private static CheckResult Judge(TlsFacts facts) => TlsVerdict.Judge(new TlsSeen(null) { Facts = facts }, Target);
}
