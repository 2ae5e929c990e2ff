using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Grpc;

namespace SyntheticOps.Collector.Tests.Receiving.Grpc;

public sealed class GrpcFrameTests
{
    [Theory]
    [InlineData("00 00000000", GrpcCodes.Ok)]
    [InlineData("01 00000001 AA", GrpcCodes.Ok)]
    [InlineData("", GrpcCodes.InvalidArgument)]
    [InlineData("00 000000", GrpcCodes.InvalidArgument)]
    [InlineData("00 00000002 AA", GrpcCodes.InvalidArgument)]
    [InlineData("02 00000000", GrpcCodes.InvalidArgument)]
    [InlineData("00 00000000 00 00000000", GrpcCodes.InvalidArgument)]
    [InlineData("00 FFFFFFFF", GrpcCodes.ResourceExhausted)]
    [InlineData("00 01400001", GrpcCodes.ResourceExhausted)]
    public void Read_Bytes_Verdict(string hex, int code) =>
        (GrpcFrame.Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Refusal?.GrpcStatus ?? GrpcCodes.Ok).ShouldBe(code);

    [Theory]
    [InlineData("1m", 1)]
    [InlineData("2S", 2000)]
    [InlineData("1H", 10_000)]
    [InlineData("5000u", 5)]
    [InlineData("99999999n", 99.9999)]
    [InlineData(null, 10_000)]
    [InlineData("m", 10_000)]
    [InlineData("123456789m", 10_000)]
    [InlineData("-1m", 10_000)]
    [InlineData("5x", 10_000)]
    public void Timeout_Header_AtMostOurs(string? header, double milliseconds) =>
        GrpcTimeout.Parse(header, TimeSpan.FromSeconds(10)).TotalMilliseconds.ShouldBe(milliseconds, 0.001);
}
