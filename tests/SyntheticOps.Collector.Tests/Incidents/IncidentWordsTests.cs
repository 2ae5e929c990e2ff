using System.Globalization;
using System.Xml.Linq;
using SyntheticOps.Collector.Incidents;

namespace SyntheticOps.Collector.Tests.Incidents;

public sealed class IncidentWordsTests
{
    private static readonly CultureInfo French = IncidentWords.Culture("fr-CA");

    private static readonly CultureInfo English = IncidentWords.Culture("de");

    [Theory]
    [InlineData("unreachable", "a")]
    [InlineData("insecure-connection", "a")]
    [InlineData("errors", "a", "home")]
    [InlineData("down-step", "open")]
    [InlineData("payment-step", "pay")]
    [InlineData("payment-check", "webhook")]
    [InlineData("data-missing", "orders")]
    [InlineData("integrity", "pay")]
    [InlineData("changed", "csp")]
    [InlineData("unprotected", "csp")]
    [InlineData("certificate", "a")]
    [InlineData("slow-step", "pay", "checkout")]
    [InlineData("slow-check", "home", "a")]
    [InlineData("silent", "local")]
    [InlineData("no-quorum", "home")]
    [InlineData("cannot-tell", "home", "local")]
    public void Title_EveryCode_HasWordsInBothLanguages(string code, params string[] args)
    {
        var french = IncidentWords.Title(code, args, French);
        var english = IncidentWords.Title(code, args, English);

        french.ShouldNotBe(english);
        new[] { french, english }.ShouldAllBe(title => args.All(title.Contains));
    }

    [Fact]
    public void Title_UnknownCode_IsShownAsItIs() => IncidentWords.Title("new-code", [], French).ShouldBe("new-code");

    [Fact]
    public void Resources_BothLanguages_HaveTheSameKeys()
    {
        Keys("IncidentWords.fr.resx").ShouldBe(Keys("IncidentWords.resx"));

        static IEnumerable<string> Keys(string file)
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
            {
                folder = folder.Parent!;
            }

            return XDocument.Load(Path.Combine(folder.FullName, "src/SyntheticOps.Collector/Incidents", file)).Root!.Elements("data").Select(item => (string)item.Attribute("name")!);
        }
    }
}
