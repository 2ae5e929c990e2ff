using System.Security.Cryptography;
using System.Text;
using SyntheticOps.Prober.Journeys.Reading.Values;

namespace SyntheticOps.Prober.Tests.Journeys.Reading.Values;

public sealed class TotpTests
{
    /// <summary>The table of RFC 6238, appendix B: eight digits, keys of 20, 32 and 64 bytes.</summary>
    [Theory]
    [InlineData(59, "94287082", "46119246", "90693936")]
    [InlineData(1111111109, "07081804", "68084774", "25091201")]
    [InlineData(1111111111, "14050471", "67062674", "99943326")]
    [InlineData(1234567890, "89005924", "91819424", "93441116")]
    [InlineData(2000000000, "69279037", "90698825", "38618901")]
    [InlineData(20000000000, "65353130", "77737706", "47863826")]
    public void Code_TimesOfTheRfc_AreItsCodes(long seconds, string sha1, string sha256, string sha512)
    {
        CodeOf(20, HashAlgorithmName.SHA1).ShouldBe(sha1);
        CodeOf(32, HashAlgorithmName.SHA256).ShouldBe(sha256);
        CodeOf(64, HashAlgorithmName.SHA512).ShouldBe(sha512);

        string CodeOf(int length, HashAlgorithmName algorithm)
        {
            var key = Encoding.ASCII.GetBytes("1234567890123456789012345678901234567890123456789012345678901234"[..length]);
            return Totp.Code(key, DateTimeOffset.FromUnixTimeSeconds(seconds), TimeSpan.FromSeconds(30), 8, algorithm);
        }
    }

    [Theory]
    [InlineData("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "12345678901234567890")]
    [InlineData("gezd gnbv-gy3t qojq", "1234567890")]
    [InlineData("MY======", "f")]
    public void Key_Base32AsShopsPrintIt_IsDecoded(string text, string expected) =>
        Encoding.ASCII.GetString(Totp.Key(text)!).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("0189")]
    [InlineData("A!")]
    public void Key_NotBase32_IsNull(string text) => Totp.Key(text).ShouldBeNull();
}
