using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.ServiceDefaults.Tests.Probing;

public sealed class ProbeSignatureTests
{
    private const string Key = "abcdefghijklmnopqrstuvwxyz";
    private const string Run = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Host = "shop.example:443";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static string Valid => ProbeSignature.Create(Key, Run, Host, Noon);

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Verify_ClockDiffers_ToleratesFiveMinutes(int seconds, bool valid) =>
        ProbeSignature.Verify(Key, Valid, Host, Noon.AddSeconds(seconds)).ShouldBe(valid ? Run : null);

    [Fact]
    public void Verify_WhileRotating_TakesEitherKey() => ProbeSignature.Verify("zyxwvutsrqponmlkjihgfedcba," + Key, Valid, Host, Noon).ShouldBe(Run);

    [Theory]
    [InlineData("shop.example:80")]
    [InlineData("other.example:443")]
    public void Verify_AnotherHost_IsRefused(string host) => ProbeSignature.Verify(Key, Valid, host, Noon).ShouldBeNull();

    public static TheoryData<string> Damaged =>
    [
        "",
        "t=1",
        Valid.Replace("run=4", "run=5", StringComparison.Ordinal),
        Valid.Replace("run=4", "run=G", StringComparison.Ordinal),
        Valid.Replace("t=", "t=+", StringComparison.Ordinal),
        Valid.Replace("t=", "t=99999999999999999999", StringComparison.Ordinal),
        Valid.Replace("t=", "t=9223372036854775807", StringComparison.Ordinal),
        Valid[..^1],
        Valid + "0",
        Valid + ",v1=" + new string('0', 64),
        new string('t', 100_000),
    ];

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(Damaged))]
    public void Verify_DamagedHeader_IsRefused(string? header) => ProbeSignature.Verify(Key, header, Host, Noon).ShouldBeNull();
}
