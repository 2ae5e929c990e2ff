using System.Net;
using System.Text;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Http;

public sealed class HttpVerdictTests
{
    private static readonly Uri Url = new("https://shop.test/panier");

    private static readonly HttpExchange Exchange = new()
    {
        Requested = Url,
        Url = Url,
        Timings = new HttpTimings(),
        Protocol = HttpVersion.Version11,
        Hops = [new HttpHop(Url, 502, [new HttpHeader("Cache-Control", "max-age=60")])],
        Body = Encoding.UTF8.GetBytes("""{"stock": 1, "state": "at least late"}"""),
    };

    [Theory]
    [InlineData("status: [200, 3xx]", "shop.test answered 502 instead of 200 or 3xx.", "L’adresse /panier a répondu 502 au lieu de 200 ou 3xx.")]
    [InlineData("text: 'Parfums {0}'", "The text \"Parfums {0}\" is missing from the page.", "Le texte « Parfums {0} » manque dans la page /panier.")]
    [InlineData("text-absent: stock", "The text \"stock\" stands on the page and must not.", "Le texte « stock » est dans la page /panier et ne doit pas y être.")]
    [InlineData("header: {Cache-Control: no-store}", "The header Cache-Control is \"max-age=60\" instead of \"no-store\".", "L’en-tête Cache-Control vaut « max-age=60 » au lieu de « no-store ».")]
    [InlineData("header: {X-Shop: x}", "The header X-Shop is missing.", "L’en-tête X-Shop manque.")]
    [InlineData("regex: 'Total: \\d+'", "Nothing in the body matches the pattern Total: \\d+.", "Rien dans le contenu de /panier ne correspond au modèle Total: \\d+.")]
    [InlineData("size: {at-least: 1000}", "The body has 38 bytes instead of at least 1000.", "Le contenu de /panier fait 38 octets ; attendu : au moins 1000.")]
    [InlineData("protocol: 2", "shop.test answered with HTTP/1.1 instead of 2.", "L’adresse /panier a répondu en HTTP/1.1 au lieu de 2.")]
    public void Judge_UnmetExpectation_SaysItInBothLanguages(string expect, string english, string french) =>
        HttpVerdict.Judge(Exchange, [Unmet(expect)]).ShouldNotBeNull().ShouldSay(english, french);

    [Theory]
    [InlineData("$.stock", "1", "at least 3 and at most 9", "Le JSON a 1 à $.stock ; attendu : au moins 3 et au plus 9.")]
    [InlineData("$.stock", "1", "a match of ^[2-9]$", "Le JSON a 1 à $.stock ; attendu : une correspondance avec ^[2-9]$.")]
    [InlineData("$.state", "at least late", "at least early", "Le JSON a at least late à $.state ; attendu : at least early.")]
    [InlineData("$.stock", "1", "nothing", "Le JSON a 1 à $.stock ; attendu : rien.")]
    public void Words_OfExpectedValues_AreFrenchAndTextsStay(string path, string seen, string expected, string french) =>
        Saying.Of(new Finding("json-unexpected", Severity.Error, FindingKind.State, path, [expected, seen], "x")).InFrench().ShouldBe(french);

    [Fact]
    public void Judge_LongBody_SaysTheLimit() => HttpVerdict.Judge(Exchange with { BodyTruncated = true }, []).ShouldNotBeNull()
        .ShouldSay("The body from shop.test is longer than 5 MiB.", "Le contenu envoyé par shop.test dépasse 5 Mio.");

    [Fact]
    public void JudgeTime_SlowAnswer_SaysWhatTookLongest()
    {
        var slow = Exchange with { Timings = new HttpTimings { Total = TimeSpan.FromSeconds(3.25), Processing = TimeSpan.FromSeconds(3) } };

        var result = HttpVerdict.JudgeTime([(null!, slow)], new HttpCheckOptions { Steps = [], SlowAfter = TimeSpan.FromSeconds(2) });

        result.ShouldSay("shop.test took 3.25 s, more than 2 s; waiting for the first byte took longest.", "shop.test a pris 3,25 s, plus que 2 s ; le plus long : l’attente du premier octet.");
        HttpVerdict.Over(AddressChoice.IPv6, result).ShouldSay(
            "Over IPv6: shop.test took 3.25 s, more than 2 s; waiting for the first byte took longest.",
            "En IPv6 : shop.test a pris 3,25 s, plus que 2 s ; le plus long : l’attente du premier octet.");
    }

    /// <summary>A page cannot write another sentence, a line or a form into the words, nor make them too long to be read.</summary>
    [Theory]
    [InlineData("{0} {9} {x")]
    [InlineData("\"],[\"text\",\"owned\"]")]
    [InlineData("line\r\nBcc: all@shop.test")]
    public void Judge_HostileText_IsOneHarmlessLineInBothLanguages(string seen)
    {
        var hostile = Exchange with { Hops = [new HttpHop(Url, 200, [new HttpHeader("Cache-Control", seen)])] };

        var said = Saying.Read(HttpVerdict.Judge(hostile, [Unmet("header: {Cache-Control: no-store}")])!.Said!.Pack()).ShouldNotBeNull();

        var line = seen.ReplaceLineEndings("  ");
        said.ToString().ShouldContain(line);
        said.InFrench().ShouldBe($"L’en-tête Cache-Control vaut « {line} » au lieu de « no-store ».");
    }

    [Fact]
    public void Pack_EndlessTexts_CanBeRead()
    {
        var finding = new Finding("header-changed", Severity.Error, FindingKind.Drift, new string('\\', 9000), [.. Enumerable.Repeat(new string('"', 9000), 20)], new string('\0', 9000));

        Saying.Read(Saying.Of("headers.grade", "F", Saying.Of(finding)).Pack()).ShouldNotBeNull().InFrench().ShouldStartWith("Note F : \\\\");
    }

    private static IExpectation Unmet(string expect)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"{{{expect}}}");
        var errors = new ConfigErrors();
        var all = ExpectationReader.Read(ConfigFile.Read(file, new Variables(_ => null), errors));
        File.Delete(file);
        errors.Lines.ShouldBeEmpty();
        return all[^1];
    }
}
