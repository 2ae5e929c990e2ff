using System.IO.Compression;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Decoding;

namespace SyntheticOps.Collector.Tests.Receiving.Decoding;

public sealed class GzipTests
{
    private const int Limit = 1024 * 1024;

    private static readonly byte[] Content = [.. Noise(5000), .. new byte[5001]];

    [Fact]
    public void Inflate_WholeMember_ContentIsBack() => Inflate(Compress(Content)).Content.ShouldBe(Content);

    [Fact]
    public void Inflate_Empty_ContentIsEmpty() => Inflate(Compress([])).Content.ShouldBe([]);

    [Fact]
    public void Inflate_WithNameAndComment_ContentIsBack()
    {
        var body = Compress(Content);
        body[3] = 8 + 16;
        Inflate([.. body[..10], (byte)'n', 0, (byte)'c', 0, .. body[10..]]).Content.ShouldBe(Content);
    }

    [Fact]
    public void Inflate_TruncatedAnywhere_Refused()
    {
        var body = Compress(Content);
        for (var length = 0; length < body.Length; length += length > body.Length - 40 || length < 30 ? 1 : 97)
        {
            Inflate(body[..length]).Refusal.ShouldNotBeNull($"cut at {length}").HttpStatus.ShouldBe(400);
        }
    }

    [Fact]
    public void Inflate_AnyByteFlipped_NeverOtherContent()
    {
        var body = Compress(Content);
        for (var at = 0; at < body.Length; at += 31)
        {
            byte[] damaged = [.. body];
            damaged[at] ^= 0x40;
            var (content, _) = Inflate(damaged);
            if (content is not null)
            {
                content.ShouldBe(Content, $"flipped at {at}");
            }
        }
    }

    [Theory]
    [InlineData(-8, "crc")]
    [InlineData(-4, "size")]
    public void Inflate_WrongTrailer_Refused(int at, string what)
    {
        var body = Compress(Content);
        body[body.Length + at] ^= 1;
        Inflate(body).Refusal.ShouldNotBeNull(what).HttpStatus.ShouldBe(400);
    }

    [Fact]
    public void Inflate_TrailingBytesOrSecondMember_Refused()
    {
        Inflate([.. Compress(Content), 1, 2, 3]).Refusal!.HttpStatus.ShouldBe(400);
        Inflate([.. Compress(Content), .. Compress(Content)]).Refusal!.HttpStatus.ShouldBe(400);
    }

    [Fact]
    public void Inflate_Bomb_RefusedWithoutMemory()
    {
        var bomb = Compress(new byte[200 * 1024 * 1024]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Inflate(bomb).Refusal!.HttpStatus.ShouldBe(413);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
    }

    [Fact]
    public void Inflate_SizeThatLies_RefusedWithoutMemory()
    {
        var body = Compress(new byte[100]);
        BitConverter.GetBytes(Limit).CopyTo(body, body.Length - 4);
        Inflate(body); // what is allocated once in a process is not this body's
        var before = GC.GetAllocatedBytesForCurrentThread();
        Inflate(body).Refusal!.HttpStatus.ShouldBe(400);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1952).NextBytes(noise);
        return noise;
    }

    internal static byte[] Compress(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        // .NET writes nothing at all for an empty content.
        return memory.ToArray() is { Length: > 0 } body ? body : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static (byte[]? Content, Refusal? Refusal) Inflate(byte[] body) => Gzip.Inflate(body, body.Length, Limit);
}
