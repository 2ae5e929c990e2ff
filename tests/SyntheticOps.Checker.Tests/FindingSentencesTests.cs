using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests;

/// <summary>Every code that can be the verdict of a check has French words, and no check gives a verdict without any.</summary>
public sealed partial class FindingSentencesTests
{
    /// <summary>MDN's and CSP Evaluator's codes are said by their header and why it matters.</summary>
    [Fact]
    public void Best_EveryCodeOfTheList_HasFrenchWords()
    {
        var codes = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "testdata", "finding-codes.tsv")).Select(line => line.Split('\t')).Where(fields => fields.Length > 1 && Code().IsMatch(fields[1])).Select(fields => fields[1]).ToList();

        codes.Count.ShouldBeGreaterThan(150);
        codes.Where(code => Saying.Of(Finding(code, "English", 5)).InFrench() == "English").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hsts-not-implemented", "strict-transport-security", "strict-transport-security : absent. Tant qu’un navigateur")]
    [InlineData("csp-not-implemented", "content-security-policy", "content-security-policy : absent. Sans politique stricte")]
    public void Best_HeaderFinding_SaysWhatWasSeenAndWhy(string code, string subject, string french)
    {
        var finding = new Finding(code, Severity.Error, FindingKind.State, subject, ["", "Why.", "X-Header", "value"], "English");

        Saying.Of(finding).InFrench().ShouldStartWith(french);
        Saying.Of(finding).InFrench().ShouldEndWith(" Envoyer X-Header: value");
    }

    [Fact]
    public void Of_FewerArgumentsThanTheWordsNeed_SaysWhatTheCodeMeans() =>
        Saying.Of(Finding("cert-expired", "English", 0)).InFrench().ShouldBe("Certificat expiré (shop).");

    [Fact]
    public void Of_UnknownCode_IsTheText() => Saying.Of(Finding("new-code", "English {0}", 2)).InFrench().ShouldBe("English {0}");

    /// <summary>A sentence belongs to a code that exists, and takes no more than its arguments.</summary>
    [Fact]
    public void Forms_OfEverySentence_AreWellFormed()
    {
        var french = new ResourceManager(typeof(FindingWords)).GetResourceSet(CultureInfo.GetCultureInfo("fr"), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Where(entry => ((string)entry.Key).StartsWith("said.", StringComparison.Ordinal)).ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

        french.Count.ShouldBeGreaterThan(90);
        french.Values.ShouldAllBe(form => System.Text.CompositeFormat.Parse(form).MinimumArgumentCount <= 5);
        french.Values.Where(form => Ascii().IsMatch(form)).ShouldBeEmpty("French has typographic apostrophes and unbreakable blanks before : ; and »");
    }

    /// <summary>The one way to make a verdict takes words; a text without them is written as such, which no check of ours does.</summary>
    [Fact]
    public void Factories_OfResults_TakeWordsOnly() => typeof(CheckResult).GetMethods().Where(method => method is { IsStatic: true, Name: "Down" or "Degraded" or "Unknown" or "Of" })
        .SelectMany(method => method.GetParameters()).Where(parameter => parameter.ParameterType == typeof(string) && parameter.Name != "reason").ShouldBeEmpty();

    private static Finding Finding(string code, string text, int args) => new(code, Severity.Error, FindingKind.State, "shop", [.. Enumerable.Range(1, args).Select(i => $"a{i}")], text);

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Code();

    [GeneratedRegex("[a-zé]'[a-zé]| [:;»?]|« ")]
    private static partial Regex Ascii();
}
