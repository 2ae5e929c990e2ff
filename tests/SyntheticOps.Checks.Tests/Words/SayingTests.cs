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

    private static Dictionary<string, string> Entries(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, true, false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Arguments(string text) => string.Concat(Argument().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("[{][0-9][}]")]
    private static partial Regex Argument();
}
