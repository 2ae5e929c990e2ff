using SyntheticOps.Prober.Journeys.Acts;
using SyntheticOps.Prober.Journeys.Captures;
using SyntheticOps.Prober.Journeys.Coded;
using SyntheticOps.Prober.Journeys.Expectations;
using SyntheticOps.Prober.Journeys.Reading.Values;
using SyntheticOps.Prober.Tests.Support;

namespace SyntheticOps.Prober.Tests.Journeys;

/// <summary>
/// PRB-32: the language has 0 verbs for processes, files, network and environment of the machine. StepScopeTests has what an
/// expression sees, JourneyReaderTests that `upload` stays in the journey's folder, Repository.Tests that no interface takes a journey.
/// </summary>
public sealed class MachineReachTests
{
    /// <summary>A new word is looked at here before it is one.</summary>
    [Fact]
    public void Language_AllItsWords_AreAboutThePage()
    {
        StepVerbs.All.Keys.ShouldBe(
            ["open", "click", "double-click", "hover", "fill", "type", "press", "select", "check", "uncheck", "upload", "drag", "scroll", "wait-for", "pause", "request", "viewport", "close"],
            ignoreOrder: true);
        ExpectationKinds.All.Keys.ShouldBe(["not", "url", "title", "response", "vital", "json"], ignoreOrder: true);
        CaptureKinds.All.Keys.ShouldBe(["url", "response", "json", "header", "text-of", "value-of", "attribute-of", "count-of"], ignoreOrder: true);
        VariableKinds.All.Keys.ShouldBe(["secret", "random", "date", "totp"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("assembly: journeys.dll")]
    [InlineData("class: SearchAndBuy")]
    [InlineData("code: a")]
    [InlineData("script: a")]
    public void Read_CodeInAJourney_IsNotKnown(string entry) => JourneyRuns.Read($"name: N\n{entry}\nsteps: [{{open: /}}]").Mistakes
        .ShouldContain(line => line.Contains($"the key '{entry.Split(':')[0]}' is not known", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://shop.example/journeys.dll")]
    [InlineData("file:///tmp/journeys.dll")]
    public void Load_CodeThatIsNoFile_IsNotLoaded(string path) => CodedJourney.Load(path, null, []).Problem.ShouldNotBeNull().ShouldContain("cannot be loaded");
}
