using System.Text;
using Parfumerie.Payments;

namespace Parfumerie.Tests.Payments;

public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_test_secret";
    private const string Valid = "960f1b7cc268e13539aa9f2812d1318abc8e0b0940e0cbdcc1631970e11bd667";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_test_1","type":"checkout.session.completed"}""");
    private static readonly DateTimeOffset Signed = DateTimeOffset.FromUnixTimeSeconds(1700000000);

    [Fact]
    public void Create_KnownVector_GivesStripesDigest() =>
        StripeSignature.Create(Body, Secret, Signed).ShouldBe($"t=1700000000,v1={Valid}");

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(-299, true)]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Verify_Clock_ToleratesFiveMinutesBothWays(int seconds, bool accepted) =>
        Verify($"t=1700000000,v1={Valid}", now: Signed.AddSeconds(seconds)).ShouldBe(accepted);

    [Theory]
    [InlineData("t=1700000000,v1=" + Valid, true)]
    [InlineData("v1=" + Valid + ",t=1700000000", true)]
    [InlineData("t=1700000000,v0=abc,v1=" + Valid + ",v2=x", true)]
    [InlineData("t=1700000000,v1=0000000000000000000000000000000000000000000000000000000000000000,v1=" + Valid, true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("v1=" + Valid, false)]
    [InlineData("t=,v1=" + Valid, false)]
    [InlineData("t=1700000000,t=1700000000,v1=" + Valid, false)]
    [InlineData("t=99999999999999999999999,v1=" + Valid, false)]
    [InlineData("t=9223372036854775807,v1=" + Valid, false)]
    [InlineData("t=-1700000000,v1=" + Valid, false)]
    [InlineData("t= 1700000000,v1=" + Valid, false)]
    [InlineData("t=1700000000,v1=" + Valid + ",", false)]
    [InlineData("t=1700000000 v1=" + Valid, false)]
    [InlineData("t=1700000000,v1=", false)]
    [InlineData("t=1700000000,v0=" + Valid, false)]
    [InlineData("t=1700000000,v1=960F1B7CC268E13539AA9F2812D1318ABC8E0B0940E0CBDCC1631970E11BD667", false)]
    [InlineData("t=1700000000,v1=" + Valid + "00", false)]
    [InlineData("t=1700000001,v1=" + Valid, false)]
    public void Verify_Header_IsStrict(string? header, bool accepted) => Verify(header).ShouldBe(accepted);

    [Fact]
    public void Verify_EachBitOfTheBody_Counts()
    {
        var header = $"t=1700000000,v1={Valid}";
        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            var changed = Body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            StripeSignature.Verify(changed, header, [Secret], Signed).ShouldBeFalse();
        }
    }

    [Fact]
    public void Verify_EachDigitOfTheDigest_Counts()
    {
        for (var i = 0; i < Valid.Length; i++)
        {
            var changed = Valid[..i] + (Valid[i] == '0' ? '1' : '0') + Valid[(i + 1)..];
            Verify($"t=1700000000,v1={changed}").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(new[] { Secret, "whsec_next" }, true)]
    [InlineData(new[] { "whsec_next", Secret }, true)]
    [InlineData(new[] { "whsec_next" }, false)]
    [InlineData(new string[0], false)]
    public void Verify_SecretsDuringRotation_AnyIsEnough(string[] secrets, bool accepted) =>
        StripeSignature.Verify(Body, $"t=1700000000,v1={Valid}", secrets, Signed).ShouldBe(accepted);

    [Fact]
    public void Verify_TenThousandSignatures_AreReadThrough()
    {
        var many = string.Concat(Enumerable.Repeat($",v1={new string('0', 64)}", 10_000));

        Verify($"t=1700000000{many}").ShouldBeFalse();
        Verify($"t=1700000000{many},v1={Valid}").ShouldBeTrue();
    }

    [Fact]
    public void Verify_InvalidUtf8_IsStillBytes()
    {
        byte[] body = [0xff, 0xfe, 0x00, 0xc3, 0x28];

        StripeSignature.Verify(body, StripeSignature.Create(body, Secret, Signed), [Secret], Signed).ShouldBeTrue();
    }

    private static bool Verify(string? header, DateTimeOffset? now = null) => StripeSignature.Verify(Body, header, [Secret], now ?? Signed);
}
