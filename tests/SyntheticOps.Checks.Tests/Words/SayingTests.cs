using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Words;

public sealed partial class SayingTests
{
    private static readonly Saying Pay = Saying.Of("sentence", Saying.Of(
        "step",
        "5",
        "pay",
        Saying.Of(
            "and",
            Saying.Of("within", Saying.Of("beside", Saying.Of("beside", Saying.Of("role.button"), Saying.Of("quoted", "Pay 89,00 EUR")), Saying.Of("never-enabled")), Saying.Seconds(TimeSpan.FromSeconds(1.5))),
            Saying.Of("beside", "POST /api/checkout", Saying.Of("answered", "502")))));

    [Fact]
    public void In_EachLanguage_SaysTheVerdict()
    {
        Pay.ToString().ShouldBe("Step 5 'pay': button 'Pay 89,00 EUR' never became enabled within 1.5 s; POST /api/checkout answered 502.");
        Pay.In(FindingWords.French).Replace('\u00A0', ' ')
            .ShouldBe("Étape 5 « pay » : le bouton « Pay 89,00 EUR » n’est jamais devenu actif au bout de 1,5 s ; POST /api/checkout a répondu 502.");
    }

    [Fact]
    public void Read_WhatPackWrote_SaysTheSame()
    {
        var read = Saying.Read(Pay.With(text => text.Replace("pay", "say \"é\\", StringComparison.Ordinal)).Pack());

        read.ShouldNotBeNull().ToString().ShouldStartWith("Step 5 'say \"é\\': button");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Step 5")]
    [InlineData("[")]
    [InlineData("[\"step\"")]
    [InlineData("[\"step\",\"1\"]")]
    [InlineData("[\"nothing known\",\"1\"]")]
    [InlineData("[\"quoted\",[\"nothing known\"]]")]
    [InlineData("[\"quoted\",1]")]
    [InlineData("[\"quoted\",{}]")]
    [InlineData("[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",[\"quoted\",\"deep\"]]]]]]]]]]]]]")]
    public void Read_AnythingElse_IsNull(string? packed) => Saying.Read(packed).ShouldBeNull();

    [Fact]
    public void Finding_OfASaying_IsSaidInFrenchWithItsFigures()
    {
        var finding = Pay.Finding("step-failed", Severity.Error, "pay", "first");

        finding.Text.ShouldBe(Pay.ToString());
        finding.Args[0].ShouldBe("first");
        FindingWords.Sentence(finding, FindingWords.French).ShouldBe(Pay.In(FindingWords.French));
    }

    [Fact]
    public void Words_OfEveryCode_ExistInBothLanguagesWithTheSameArguments()
    {
        var resources = new ResourceManager("SyntheticOps.Checks.Words.Sayings", typeof(Saying).Assembly);
        var english = Entries(resources, CultureInfo.InvariantCulture);
        var french = Entries(resources, CultureInfo.GetCultureInfo("fr"));

        french.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        english.Keys.Where(key => Arguments(english[key]) != Arguments(french[key])).ShouldBeEmpty();
    }

    /// <summary>What connecting and running say, without a check.</summary>
    [Theory]
    [InlineData("run.not-ready", "The probe itself was not ready for this run, so it says nothing about the site.", "La sonde elle-même n’était pas prête pour ce passage ; il ne dit rien du site.")]
    [InlineData("run.failed", "The probe itself failed, so this run says nothing about the site.", "La sonde elle-même a échoué ; ce passage ne dit rien du site.")]
    [InlineData("run.stopped", "The probe was stopped during this run, so it says nothing about the site.", "La sonde a été arrêtée pendant ce passage ; il ne dit rien du site.")]
    [InlineData("run.unfinished", "The probe stopped before this run was finished, so it says nothing about the site.", "La sonde s’est arrêtée avant la fin de ce passage ; il ne dit rien du site.")]
    [InlineData("dial.no-address", "The name a has no address", "Le nom a n’a pas d’adresse")]
    [InlineData("dial.no-family", "The name a has no b address that may be connected to", "Le nom a n’a aucune adresse b à laquelle se connecter")]
    [InlineData("dial.resolver", "The probe's resolver gave no answer for a", "Le résolveur de la sonde n’a pas répondu pour a")]
    [InlineData("dial.never", "a (b) is an address that probes never connect to", "a (b) est une adresse à laquelle les sondes ne se connectent jamais")]
    [InlineData("dial.private", "a (b) is a private address; if it is meant, add \"c\" to sites.d.reach", "a (b) est une adresse privée ; si elle est voulue, ajouter « c » à sites.d.reach")]
    [InlineData("dial.no-way", "This probe has no way to addresses such as that of a", "Cette sonde n’a aucun chemin vers des adresses comme celle de a")]
    [InlineData("dial.no-way-6", "This probe has no way to IPv6 addresses such as that of a", "Cette sonde n’a aucun chemin vers des adresses IPv6 comme celle de a")]
    [InlineData("dial.refused", "a refused the connection", "a a refusé la connexion")]
    [InlineData("dial.no-route", "no route leads to a", "aucune route ne mène à a")]
    [InlineData("dial.silent", "a did not answer", "a n’a pas répondu")]
    [InlineData("dial.error", "the connection to a failed (b)", "la connexion à a a échoué (b)")]
    [InlineData("browser.driver", "The browser's driver was lost during the run, so it says nothing about the site.", "Le pilote du navigateur a été perdu pendant le passage ; il ne dit rien du site.")]
    [InlineData("browser.no-page", "The browser did not open a page for the run.", "Le navigateur n’a pas ouvert de page pour le passage.")]
    [InlineData("browser.none", "a", "Aucun navigateur ne peut servir ici : a")]
    [InlineData("journey.unusable", "a", "Le parcours ne peut pas être joué : a")]
    public void In_OurOwnFaults_AreSaidInBothLanguages(string code, string english, string french)
    {
        var said = Saying.Of(code, "a", "b", "c", "d");

        said.ToString().ShouldBe(english);
        said.In(FindingWords.French).Replace('\u00A0', ' ').ShouldBe(french);
    }

    [Theory]
    [InlineData("90s", "90 s")]
    [InlineData("0.5ms", "0,5 ms")]
    [InlineData("2m", "2 min")]
    [InlineData("1d", "1 j")]
    [InlineData("2.25 s", "2,25 s")]
    [InlineData("3 days", "3 jours")]
    [InlineData("2026-03-01", "01/03/2026")]
    [InlineData("2026-03-01T07:00:00Z", "01/03/2026 à 07:00:00 UTC")]
    [InlineData("2026-03-01 07:00:00Z", "01/03/2026 à 07:00:00 UTC")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("3 doors", "3 doors")]
    [InlineData("90s\n", "90s\n")]
    [InlineData("", "")]
    public void Figure_EachForm_IsWrittenAsFrenchDoes(string text, string french)
    {
        Saying.Figure(text).ToString().ShouldBe(text);
        Saying.Figure(text).In(FindingWords.French).Replace('\u00A0', ' ').ShouldBe(french);
    }

    [Fact]
    public void Of_FindingThatHasItsParts_TakesThem() =>
        Saying.Of(Pay.Finding("step-failed", Severity.Error, "pay", "first")).Pack().ShouldBe(Pay.Pack());

    private static Dictionary<string, string> Entries(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, true, false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Arguments(string text) => string.Concat(Argument().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("[{][0-9][}]")]
    private static partial Regex Argument();
}
