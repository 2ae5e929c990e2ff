using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tests.Tls.Wire;

public sealed class HelloProbeTests
{
    private static readonly ClientHello Hello = new(TlsVersion.Tls12, CipherSuites.Older, "shop.test");

    [Fact]
    public async Task Ask_MessagesInOddRecords_ArePutTogether()
    {
        byte[] messages = [.. Script.Hello()[5..], 11, 0, 0, 9, 0, 0, 6, 0, 0, 3, 7, 8, 9, 22, 0, 0, 5, 1, 0, 0, 1, 4, 14, 0, 0, 0];
        var answer = await AskAsync([.. messages.Chunk(7).SelectMany(chunk => Script.Record(chunk))]);

        answer.Kind.ShouldBe(HelloKind.Accepted);
        (answer.Version, (int)answer.Suite).ShouldBe((TlsVersion.Tls12, 0xc02b));
        answer.Certificates.ShouldHaveSingleItem().ToArray().ShouldBe([7, 8, 9]);
        answer.Staple!.Value.ToArray().ShouldBe([4]);
    }

    [Fact]
    public async Task Ask_DiffieHellman_CountsTheBitsOfThePrime()
    {
        byte[] exchange = [12, 0, 0, 132, 0, 128, .. Enumerable.Repeat((byte)0xff, 128), 0, 0];
        var answer = await AskAsync([.. Script.Hello(suite: 0x009e), .. Script.Record(exchange), .. Script.Record([14, 0, 0, 0])]);

        answer.PrimeBits.ShouldBe(1024);
    }

    [Theory]
    [InlineData(new byte[] { 21, 3, 3, 0, 2, 2, 70 }, HelloKind.Refused)]
    [InlineData(new byte[] { 21, 3, 3, 0, 2, 1, 112 }, HelloKind.Closed)]
    [InlineData(new byte[] { 72, 84, 84, 80, 47 }, HelloKind.NotTls)]
    [InlineData(new byte[] { 22, 3, 3, 0xff, 0xff }, HelloKind.NotTls)]
    [InlineData(new byte[] { 22, 3, 3, 0, 4, 2, 0, 0, 0 }, HelloKind.Malformed)]
    [InlineData(new byte[] { 22, 3, 3, 0, 4, 2, 2, 0, 0 }, HelloKind.TooLong)]
    [InlineData(new byte[0], HelloKind.Closed)]
    public async Task Ask_Answer_HasItsKind(byte[] bytes, object kind) => (await AskAsync(bytes)).Kind.ShouldBe((HelloKind)kind);

    [Fact]
    public async Task Ask_RandomBytes_NeverThrows()
    {
        var random = new Random(3);
        byte[] sample = [.. Script.Hello(), .. Script.Record([11, 0, 0, 9, 0, 0, 6, 0, 0, 3, 7, 8, 9]), .. Script.Record([14, 0, 0, 0])];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = sample.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            (await AskAsync(bytes[..random.Next(bytes.Length + 1)])).ShouldNotBeNull();
        }
    }

    [Fact]
    public void ToRecord_EachVersion_AsksForItAlone()
    {
        foreach (var version in Enum.GetValues<TlsVersion>())
        {
            var bytes = new ClientHello(version, CipherSuites.Older, "shop.test").ToRecord().Span;
            ((bytes[3] << 8) | bytes[4]).ShouldBe(bytes.Length - 5);
            ((bytes[9] << 8) | bytes[10]).ShouldBe(Math.Min((int)version, 0x0303));
            (bytes.IndexOf("shop.test"u8) > 0).ShouldBe(version != TlsVersion.Ssl3);
            (bytes.IndexOf("\0\u002b\0\u0003\u0002\u0003\u0004"u8) > 0).ShouldBe(version == TlsVersion.Tls13);
        }
    }

    private static async Task<HelloAnswer> AskAsync(byte[] answer)
    {
        await using var stream = new Canned(answer);
        return await HelloProbe.AskAsync(stream, Hello, toTheEnd: true, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes anything and answers what it was given.</summary>
    private sealed class Canned(byte[] answer) : MemoryStream(answer)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
