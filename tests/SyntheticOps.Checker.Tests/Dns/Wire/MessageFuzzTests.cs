using System.Diagnostics;
using SyntheticOps.Checker.Dns.Wire;
using static SyntheticOps.Checker.Tests.Dns.Wire.MessageBuilder;

namespace SyntheticOps.Checker.Tests.Dns.Wire;

/// <summary>CHK-04: hostile packets give a typed result, quickly and in little memory. The seed is fixed, so a failure repeats.</summary>
public sealed class MessageFuzzTests(ITestOutputHelper output)
{
    private const int Packets = 1_000_000;
    private const int MaximumOctets = 64 * 1024;

    [Fact]
    public void TryRead_MutatedPackets_NeverThrowAndStaySmall()
    {
        var random = new Random(20260101);
        byte[][] seeds = [MessageReaderTests.Whole().Build(), Names(), Dense()];
        var buffer = new byte[2048];
        var (read, done, most, longest) = (0, 0, 0L, TimeSpan.Zero);
        var used = UsedHere();
        for (; done < Packets; done++)
        {
            var packet = buffer.AsSpan(0, Mutate(random, seeds[done % seeds.Length], buffer));
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            read += MessageReader.TryRead(packet, out var message, out var fault) ? 1 : 0;
            var took = Stopwatch.GetElapsedTime(began);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            took = took > longest ? Fastest(packet, took) : took;
            longest = took > longest ? took : longest;
            if ((message is null) != (fault != WireFault.None))
            {
                Assert.Fail($"packet {done}: {fault}");
            }
        }

        used = UsedHere() - used;
        output.WriteLine($"{done} packets in {used.TotalSeconds:0.0} s of one processor, {read} of them messages; the hardest took {longest.TotalMilliseconds:0.00} ms; at most {most} octets allocated for one");
        done.ShouldBe(1_000_000);
        used.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(20));
        longest.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(1));
        most.ShouldBeLessThanOrEqualTo(MaximumOctets);
    }

    /// <summary>What a packet costs by itself: the first time, the machine may have been busy with something else.</summary>
    private static TimeSpan Fastest(ReadOnlySpan<byte> packet, TimeSpan first)
    {
        var fastest = first;
        for (var i = 0; i < 10; i++)
        {
            var began = Stopwatch.GetTimestamp();
            MessageReader.TryRead(packet, out _, out _);
            var took = Stopwatch.GetElapsedTime(began);
            fastest = took < fastest ? took : fastest;
        }

        return fastest;
    }

    /// <summary>Processor time of this thread (Linux: proc(5), schedstat), which other work of the machine does not lengthen; elsewhere zero.</summary>
    private static TimeSpan UsedHere() => File.Exists("/proc/thread-self/schedstat")
        ? TimeSpan.FromTicks(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / 100)
        : TimeSpan.Zero;

    /// <summary>What was written is what is read, whether names are compressed or not; and the text of a read message never throws.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryRead_RandomRecords_ComeBack(bool compress)
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var builder = new MessageBuilder { Compress = compress };
            var written = Enumerable.Range(0, random.Next(1, 20)).Select(_ => (Owner: Name(random), Target: Name(random), Ttl: (uint)random.Next())).ToList();
            foreach (var (owner, target, ttl) in written)
            {
                builder.Answer(owner, RecordType.NS, N(target), ttl);
            }

            MessageReaderTests.Read(builder.Build()).Answers.Select(record => (record.Owner.ToString(), record.Data.ToString(), record.Ttl))
                .ShouldBe(written.Select(item => (item.Owner, item.Target, item.Ttl)));
        }
    }

    [Fact]
    public void ToString_OfEveryMessageThatWasRead_IsText()
    {
        var random = new Random(3);
        var buffer = new byte[2048];
        var seed = MessageReaderTests.Whole().Build();
        for (var i = 0; i < 20_000; i++)
        {
            if (MessageReader.TryRead(buffer.AsSpan(0, Mutate(random, seed, buffer)), out var message, out _))
            {
                message.Answers.Concat(message.Authority).Concat(message.Additional).ShouldAllBe(record => record.ToString().Length > 0);
            }
        }
    }

    private static string Name(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(4) == 0 ? "shop." : $"l{random.Next(50)}."));

    /// <summary>Flips octets, moves counts and lengths, plants pointers, cuts, doubles and fills.</summary>
    private static int Mutate(Random random, byte[] seed, byte[] buffer)
    {
        seed.CopyTo(buffer, 0);
        var length = seed.Length;
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(length);
            switch (random.Next(7))
            {
                case 0:
                    buffer[at] = (byte)random.Next(256);
                    break;
                case 1:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    buffer[4 + random.Next(8)] = (byte)(random.Next(2) * 255);
                    break;
                case 3 when at + 1 < length:
                    (buffer[at], buffer[at + 1]) = ((byte)(0xC0 | random.Next(3)), (byte)random.Next(256));
                    break;
                case 4:
                    length = Math.Max(1, at);
                    break;
                case 5 when length * 2 <= buffer.Length:
                    buffer.AsSpan(0, length).CopyTo(buffer.AsSpan(length));
                    length *= 2;
                    break;
                default:
                    buffer[at] = (byte)random.Next(64);
                    break;
            }
        }

        return length;
    }

    /// <summary>Chains of pointers to one long name.</summary>
    private static byte[] Names()
    {
        var label = new string('x', 60);
        var builder = new MessageBuilder().Question($"{label}.{label}.{label}.example", RecordType.NS);
        for (var i = 0; i < 40; i++)
        {
            builder.Answer($"l{i}.{label}.{label}.{label}.example", RecordType.NS, [1, (byte)'n', 0xC0, 12]);
        }

        return builder.Build();
    }

    private static byte[] Dense()
    {
        var builder = new MessageBuilder().Question("a.example", RecordType.TXT);
        for (var i = 0; i < 60; i++)
        {
            builder.Answer("a.example", (RecordType)(i * 5), [0, 1, 0]);
        }

        return builder.Opt().Build();
    }
}
