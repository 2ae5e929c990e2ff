using System.Globalization;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>Evidence and timeline in both languages, whatever their arguments contain.</summary>
public sealed class SentencesTests
{
    private static readonly CultureInfo French = IncidentWords.Culture("fr");

    private static readonly CultureInfo English = IncidentWords.Culture("en");

    [Fact]
    public void Evidence_OfARun_IsSaidInBothLanguages()
    {
        var evidence = Sentences.Evidence("run", "r", "run-reason-said", "checkout", "paris", Sentences.Word("outcome", "down"), Sentences.Word("reason", "too_slow"), "4.2 s");

        evidence.Text.ShouldBe("checkout from paris was down (too slow): 4.2 s");
        evidence.In(French).ShouldBe("checkout, vu de paris : en panne (trop lent). 4.2 s");
    }

    [Fact]
    public void Word_WithoutWords_IsSaidAsItIs() =>
        Sentences.Evidence("run", "r", "run-reason", "c", "l", Sentences.Word("outcome", "odd"), Sentences.Word("reason", "new_one"), "1 s").In(French)
            .ShouldBe("c, vu de l : odd (new_one) après 1 s.");

    [Theory]
    [InlineData("@title.errors")]
    [InlineData("{0} {9}")]
    [InlineData("<b>\u202e\"[]")]
    public void Argument_ThatLooksLikeOurs_StaysText(string hostile) =>
        Sentences.Evidence("run", "r", "well", hostile).In(French).ShouldBe($"{hostile} est rétabli.");

    /// <summary>The text of a finding is an English sentence; French says first what the code means.</summary>
    [Fact]
    public void Finding_InFrench_SaysWhatItMeans()
    {
        var evidence = Sentences.Evidence("finding", "status-unexpected", "finding-said", "/panier", "The status is 503.", Sentences.Word("finding", "status-unexpected"));

        evidence.Text.ShouldBe("/panier: The status is 503.");
        evidence.In(French).ShouldBe("La réponse n’a pas le statut attendu : /panier. The status is 503.");
    }

    [Fact]
    public void Note_OfAPerson_IsTheSameInEveryLanguage() =>
        new TimelineEntry(DateTimeOffset.UnixEpoch, "user:anna", "note", "index was missing").In(French).ShouldBe("index was missing");

    [Fact]
    public void EverySentence_HasTheSameArgumentsInBothLanguages()
    {
        var keys = IncidentWords.Keys.Where(key => key.StartsWith("say.", StringComparison.Ordinal) && !key.StartsWith("say.finding", StringComparison.Ordinal)).ToList();

        keys.Count.ShouldBeGreaterThan(20);
        keys.ShouldAllBe(key => Places(IncidentWords.Text(key, French)!) == Places(IncidentWords.Text(key, English)!));
    }

    private static string Places(string text) => string.Concat(Enumerable.Range(0, 9).Where(number => text.Contains($"{{{number}}}", StringComparison.Ordinal)));
}
