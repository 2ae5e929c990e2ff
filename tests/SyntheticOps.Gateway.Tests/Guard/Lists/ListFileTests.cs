using SyntheticOps.Gateway.Guard.Lists;

namespace SyntheticOps.Gateway.Tests.Guard.Lists;

public sealed class ListFileTests
{
    [Fact]
    public void Parse_AllForms()
    {
        var entries = Parse("# header\n\n203.0.113.7\n203.0.113.0/24 until=2026-12-31T00:00:00Z by=anna # scanner\r\n  2001:db8::/32 ; botnet\n");

        entries.Select(entry => entry.Range.ToString()).ShouldBe(["203.0.113.7", "203.0.113.0/24", "2001:db8::/32"]);
        entries[1].Until.ShouldBe(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero));
        (entries[1].Actor, entries[1].Reason, entries[1].Source).ShouldBe(("anna", "scanner", "file"));
        (entries[2].Until, entries[2].Actor, entries[2].Reason).ShouldBe((null, "file", "botnet"));
    }

    [Theory]
    [InlineData("", "list.txt: the file is empty. To empty the list leave one comment line, such as # none.")]
    [InlineData("203.0.113.7", "list.txt(1): the last line has no line end, so the file may be cut; end it with one.")]
    [InlineData("203.0.113.7\n203.0.113.1/24\n", "list.txt(2): '203.0.113.1/24': expected an address or a network without host bits, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.")]
    [InlineData("203.0.113\n", "list.txt(1): '203.0.113': expected an address or a network without host bits, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.")]
    [InlineData("203.0.113.7 until=tomorrow\n", "list.txt(1): 'until=tomorrow': expected until=2026-12-31T00:00:00Z.")]
    [InlineData("203.0.113.7 scanner\n", "list.txt(1): 'scanner': expected until=TIME, by=NAME or # REASON.")]
    [InlineData("\n0.0.0.0/0\n", "list.txt(2): locked out.")]
    public void Parse_BadFile_SaysFileLineAndForm(string text, string expected) =>
        Should.Throw<FormatException>(() => Parse(text)).Message.ShouldBe(expected);

    [Fact]
    public void Parse_OnlyAComment_IsAnEmptyList() => Parse("# none\n").ShouldBeEmpty();

    private static IReadOnlyList<ListEntry> Parse(string text) =>
        ListFile.Parse("list.txt", text, ListNames.Block, range => range.IsEverything ? "locked out" : null, DateTimeOffset.UnixEpoch);
}
