using SyntheticOps.Prober.Journeys.Reading.Values;
using SyntheticOps.Prober.Tests.Support;

namespace SyntheticOps.Prober.Tests.Journeys.Reading.Values;

public sealed class VariableKindsTests
{
    private static readonly FixedClock Clock = new(new DateTimeOffset(2026, 3, 28, 23, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("plain $run", "^plain 0123456789abcdef$")]
    [InlineData("{random: email}", "^synops-01234567-[a-z]{6}@example\\.test$")]
    [InlineData("{random: email, domain: shop.example}", "@shop\\.example$")]
    [InlineData("{random: digits, length: 5}", "^[0-9]{5}$")]
    [InlineData("{random: letters}", "^[a-z]{8}$")]
    [InlineData("{date: yyyy-MM-dd}", "^2026-03-28$")]
    [InlineData("{date: dd/MM/yyyy, plus: 3d}", "^31/03/2026$")]
    [InlineData("{date: yyyy-MM-dd, minus: 1d}", "^2026-03-27$")]
    [InlineData("{date: \"dd HH:mm\", zone: Europe/Paris}", "^29 00:30$")]
    [InlineData("{totp: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ}", "^[0-9]{6}$")]
    public void Read_EachKind_MakesItsValue(string yaml, string pattern) => Value(yaml).ShouldMatch(pattern);

    [Fact]
    public void Read_RandomTwice_Differs() => Value("{random: letters, length: 30}").ShouldNotBe(Value("{random: letters, length: 30}"));

    [Theory]
    [InlineData("{secret: abc}", true)]
    [InlineData("{totp: AAAA}", true)]
    [InlineData("{random: email}", false)]
    public void Read_SecretKinds_AreSecret(string yaml, bool expected) => Read(yaml).IsSecret.ShouldBe(expected);

    private static string Value(string yaml) => Read(yaml).Make(new VariableMoment(new Dictionary<string, string> { ["run"] = "0123456789abcdef" }, Clock));

    private static VariableMaker Read(string yaml)
    {
        var (journey, mistakes) = JourneyRuns.Read($"name: N\nvariables:\n  a: {yaml}\nsteps: [{{open: /}}]");
        mistakes.ShouldBeEmpty();
        return journey.Variables.ShouldHaveSingleItem().Maker;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
