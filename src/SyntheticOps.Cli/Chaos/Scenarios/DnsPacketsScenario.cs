using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Cli.Chaos.Support;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>Mutated DNS packets on every processor: each is read or refused with a typed fault, in little time and memory.</summary>
internal sealed class DnsPacketsScenario : ChaosScenario
{
    private const string Row = "CHK-04";
    private const int Block = 4096;

    public override string Name => "dns-packets";

    public override IReadOnlyList<string> Rows => [Row];

    public override string Description => "100 million mutated DNS packets: other exceptions than the typed fault, memory and time of the worst one";

    public override TimeSpan Limit => TimeSpan.FromMinutes(30);

    public override async Task RunAsync(ChaosRun run, CancellationToken token)
    {
        var packets = run.Count(100_000_000, 1_000_000);
        var workers = Math.Max(1, Environment.ProcessorCount);
        var tallies = await Task.WhenAll(Enumerable.Range(0, workers).Select(i =>
        {
            var (random, share) = (new Random(run.Random.Next()), (packets / workers) + (i < packets % workers ? 1 : 0));
            return Task.Factory.StartNew(() => Read(random, share, i == 0 ? run : null, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }));

        run.Exactly(Row, "packets", tallies.Sum(tally => (double)tally.Packets), packets);
        run.Exactly(Row, "exceptions", tallies.Sum(tally => (double)tally.Exceptions), 0);
        run.AtMost(Row, "memory allocated for one packet", tallies.Max(tally => tally.Allocated) / 1024.0, 64, "KiB");
        run.AtMost(Row, "time of the hardest packet", tallies.Max(tally => tally.Hardest).TotalMilliseconds, 1, "ms");
        run.Note(Row, "packets that were messages", tallies.Sum(tally => (double)tally.Messages));
        foreach (var (packet, said) in tallies.SelectMany(tally => tally.Guilty))
        {
            run.Tell($"{said}: {Convert.ToHexString(packet)}");
        }
    }

    private static Tally Read(Random random, int packets, ChaosRun? run, CancellationToken token)
    {
        var (tally, mutation, clock) = (new Tally(), new PacketMutation(random), TimeProvider.System);
        for (; tally.Packets < packets; tally.Packets++)
        {
            if (tally.Packets % Block == 0)
            {
                token.ThrowIfCancellationRequested();
                if (tally.Packets % (Block * 2048) == 0 && tally.Packets > 0)
                {
                    run?.Tell($"{tally.Packets} of {packets} on the first processor");
                }
            }

            var packet = mutation.Next();
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), clock.GetTimestamp());
            try
            {
                tally.Messages += MessageReader.TryRead(packet, out _, out _) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                tally.Exceptions++;
                tally.Note(packet, e.GetType().Name);
                continue;
            }

            var took = clock.GetElapsedTime(began);
            tally.Allocated = Math.Max(tally.Allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            tally.Hardest = took > tally.Hardest ? Longer(tally.Hardest, Fastest(packet, took, clock)) : tally.Hardest;
        }

        return tally;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>What a packet costs by itself: the first time, the machine may have been busy with something else.</summary>
    private static TimeSpan Fastest(ReadOnlySpan<byte> packet, TimeSpan first, TimeProvider clock)
    {
        var fastest = first;
        for (var i = 0; i < 10; i++)
        {
            var began = clock.GetTimestamp();
            MessageReader.TryRead(packet, out _, out _);
            var took = clock.GetElapsedTime(began);
            fastest = took < fastest ? took : fastest;
        }

        return fastest;
    }

    /// <summary>What one processor saw.</summary>
    private sealed class Tally
    {
        private const int MostGuilty = 5;

        public int Packets { get; set; }

        public int Messages { get; set; }

        public int Exceptions { get; set; }

        public long Allocated { get; set; }

        public TimeSpan Hardest { get; set; }

        public List<(byte[] Packet, string Said)> Guilty { get; } = [];

        public void Note(ReadOnlySpan<byte> packet, string said)
        {
            if (Guilty.Count < MostGuilty)
            {
                Guilty.Add((packet.ToArray(), said));
            }
        }
    }
}
