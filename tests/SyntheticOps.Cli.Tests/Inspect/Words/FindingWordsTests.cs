using System.Collections;
using System.Reflection;
using System.Resources;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Cli.Tests.Inspect.Words;

/// <summary>Both languages say the same things, and every code of the TLS check has words.</summary>
public sealed class FindingWordsTests
{
    [Fact]
    public void Resources_EveryEnglishKey_IsThereInFrench()
    {
        var french = Keys("fr");

        Keys("").Where(key => !french.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Meaning_EveryTlsCode_HasWordsAndTheSameNeedOfAdvice()
    {
        var codes = typeof(TlsCode).Assembly.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(TlsCode)).Select(field => (TlsCode)field.GetValue(null)!).ToList();

        codes.Count.ShouldBeGreaterThan(25);
        foreach (var code in codes)
        {
            FindingWords.Meaning(code.Code, FindingWords.French).ShouldNotBeNull(code.Code);
            (FindingWords.Advice(code.Code, FindingWords.English) is not null).ShouldBe(code.Advice.Length > 0, code.Code);
        }
    }

    private static HashSet<string> Keys(string language)
    {
        var resources = new ResourceManager(typeof(FindingWords)).GetResourceSet(System.Globalization.CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!;
        return [.. resources.Cast<DictionaryEntry>().Select(entry => (string)entry.Key)];
    }
}
