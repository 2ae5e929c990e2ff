using System.Text;
using OtpNet;
using SyntheticOps.Prober.Journeys.Reading.Values;
using SyntheticOps.Prober.Tests.Support;

namespace SyntheticOps.Prober.Tests.Journeys.Reading.Values;

public sealed class TotpVariableTests
{
    /// <summary>The table of RFC 6238, appendix B: eight digits, keys of 20, 32 and 64 bytes.</summary>
    [Theory]
    [InlineData(59, "94287082", "46119246", "90693936")]
    [InlineData(1111111109, "07081804", "68084774", "25091201")]
    [InlineData(1111111111, "14050471", "67062674", "99943326")]
    [InlineData(1234567890, "89005924", "91819424", "93441116")]
    [InlineData(2000000000, "69279037", "90698825", "38618901")]
    [InlineData(20000000000, "65353130", "77737706", "47863826")]
    public void Make_TimesOfTheRfc_AreItsCodes(long seconds, string sha1, string sha256, string sha512)
    {
        CodeOf(20, "sha1").ShouldBe(sha1);
        CodeOf(32, "sha256").ShouldBe(sha256);
        CodeOf(64, "sha512").ShouldBe(sha512);

        string CodeOf(int length, string algorithm)
        {
            var key = Encoding.ASCII.GetBytes("1234567890123456789012345678901234567890123456789012345678901234"[..length]);
            return Code($"{{totp: {Base32Encoding.ToString(key)}, digits: 8, algorithm: {algorithm}}}", seconds);
        }
    }

    [Theory]
    [InlineData("GEZD GNBV-GY3T QOJQ gezd gnbv gy3t qojq")]
    [InlineData("gezdgnbvgy3tqojqgezdgnbvgy3tqojq======")]
    public void Make_SecretAsShopsPrintIt_IsTheSame(string secret) => Code($"{{totp: {secret}, digits: 8}}", 59).ShouldBe("94287082");

    [Theory]
    [InlineData("0189")]
    [InlineData("A!")]
    public void Read_NotBase32_IsAMistake(string secret) =>
        JourneyRuns.Read($"name: N\nvariables:\n  a: {{totp: \"{secret}\"}}\nsteps: [{{open: /}}]").Mistakes.ShouldHaveSingleItem().ShouldContain("base32");

    private static string Code(string yaml, long seconds)
    {
        var (journey, mistakes) = JourneyRuns.Read($"name: N\nvariables:\n  a: {yaml}\nsteps: [{{open: /}}]");
        mistakes.ShouldBeEmpty();
        return journey.Variables.ShouldHaveSingleItem().Maker.Make(new VariableMoment(new Dictionary<string, string>(), new FixedClock(DateTimeOffset.FromUnixTimeSeconds(seconds))));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
