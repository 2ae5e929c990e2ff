using System.Net;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Lists;

namespace SyntheticOps.Gateway.Tests.Guard.Lists;

public sealed class RangeTableTests
{
    private readonly FakeClock _clock = FakeClock.AtNoon();

    [Theory]
    [InlineData("10.0.0.0", "all of ten")]
    [InlineData("10.1.0.0", "ten one")]
    [InlineData("10.1.2.3", "one")]
    [InlineData("10.1.2.4", "ten one")]
    [InlineData("10.2.0.0", "all of ten")]
    [InlineData("10.255.255.255", "all of ten")]
    [InlineData("11.0.0.0", null)]
    [InlineData("9.255.255.255", null)]
    [InlineData("255.255.255.255", "last")]
    [InlineData("0.0.0.0", "first")]
    [InlineData("2001:db8::1", "six")]
    [InlineData("2001:db9::", null)]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "last six")]
    [InlineData("::", null)]
    public void Find_NestedNetworks_TheInnermostThatNeverEnds(string address, string? expected)
    {
        var table = new RangeTable([Entry("10.0.0.0/8", "all of ten"), Entry("10.1.0.0/16", "ten one"), Entry("10.1.2.3", "one"), Entry("255.255.255.255", "last"),
            Entry("255.255.255.254/31", "last two"), Entry("0.0.0.0", "first"), Entry("2001:db8::/32", "six"), Entry("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "last six")]);

        table.Find(IPAddress.Parse(address), _clock)?.Reason.ShouldBe(expected);
    }

    [Fact]
    public void Find_InnerEntryEnds_TheOuterOneHolds()
    {
        var table = new RangeTable([Entry("10.0.0.0/8", "outer"), Entry("10.0.0.1", "inner", _clock.GetUtcNow().AddMinutes(1)), Entry("11.0.0.0/8", "short", _clock.GetUtcNow().AddMinutes(1))]);
        table.Find(IPAddress.Parse("11.0.0.1"), _clock)!.Reason.ShouldBe("short");

        _clock.Advance(TimeSpan.FromMinutes(1));

        table.Find(IPAddress.Parse("10.0.0.1"), _clock)!.Reason.ShouldBe("outer");
        table.Find(IPAddress.Parse("11.0.0.1"), _clock).ShouldBeNull();
    }

    /// <summary>Against the plain way: ask every entry.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_RandomNetworks_AgreesWithAskingEach(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(0, 300).Select(i => Entry(Network(random), $"{i}")).ToList();
        var table = new RangeTable(entries);

        for (var i = 0; i < 5_000; i++)
        {
            var address = i % 3 == 0 ? Edge(entries[random.Next(entries.Count)].Range, random) : new IPAddress(Bytes(random, 4));
            (table.Find(address, _clock) is not null).ShouldBe(entries.Any(entry => entry.Range.Holds(address)), address.ToString());
        }
    }

    private static IPAddress Edge(AddressRange range, Random random)
    {
        var number = (random.Next(4) switch { 0 => range.First, 1 => range.Last, 2 => range.First - 1, _ => range.Last + 1 });
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes[12..]);
    }

    private static string Network(Random random)
    {
        var prefix = random.Next(4, 33);
        var mask = uint.MaxValue << (32 - prefix);
        var number = (uint)random.NextInt64(uint.MaxValue) & mask;
        return $"{number >> 24}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}/{prefix}";
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static ListEntry Entry(string range, string reason, DateTimeOffset? until = null) => AddressRange.TryParse(range, out var parsed)
        ? new ListEntry(ListNames.Block, parsed, until, reason, "user:test", DateTimeOffset.UnixEpoch, ListSources.Own)
        : throw new FormatException(range);
}
