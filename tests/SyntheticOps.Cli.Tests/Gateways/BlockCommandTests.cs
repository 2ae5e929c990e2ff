using System.Text.Json;

namespace SyntheticOps.Cli.Tests.Gateways;

/// <summary>`synops block` against two real gateways.</summary>
public sealed class BlockCommandTests(TwoGateways gateways) : IClassFixture<TwoGateways>
{
    [Fact]
    public async Task Add_ThenRemove_HoldsOnEveryGatewayAndIsGone()
    {
        var (exit, document, errors) = await gateways.RunAsync("block", "add", "203.0.113.0/24", "--for", "1d", "--reason", "scanner");

        (exit, errors).ShouldBe((0, ""));
        Items(document).Select(item => (item.GetProperty("range").GetString(), item.GetProperty("actor").GetString(), item.GetProperty("reason").GetString()))
            .ShouldBe([("203.0.113.0/24", "user:anna", "scanner"), ("203.0.113.0/24", "user:anna", "scanner")]);
        Items((await gateways.RunAsync("block", "list", "--address", "203.0.113.7")).Document).Count.ShouldBe(2);
        Items((await gateways.RunAsync("block", "list", "--address", "203.0.114.7")).Document).ShouldBeEmpty();

        // At one gateway only; then at both, of which one has it.
        (await gateways.RunAsync("block", "remove", "203.0.113.0/24", "--gateway", gateways.Admin[0].ToString())).Exit.ShouldBe(0);
        (await gateways.RunAsync("block", "remove", "203.0.113.0/24")).Exit.ShouldBe(0);
        (exit, document, _) = await gateways.RunAsync("block", "remove", "203.0.113.0/24");
        exit.ShouldBe(1);
        document!.Value.GetProperty("gateways")[0].GetProperty("problem").GetString()!.ShouldContain("No entry made here has that range");
    }

    [Fact]
    public async Task Add_OwnAddress_RefusedAsLockout()
    {
        var (exit, document, _) = await gateways.RunAsync("block", "add", "127.0.0.1", "--reason", "me");

        exit.ShouldBe(1);
        document!.Value.GetProperty("gateways")[1].GetProperty("problem").GetString()!.ShouldContain("409");
    }

    [Theory]
    [InlineData("block add 203.0.113.7", "--reason")]
    [InlineData("block add --reason x", "Required argument missing")]
    [InlineData("block list --list grey", "grey")]
    public async Task RunAsync_ImpossibleArguments_Exit2(string arguments, string says)
    {
        var (exit, _, errors) = await gateways.RunAsync(arguments.Split(' '));

        exit.ShouldBe(2);
        errors.ShouldContain(says);
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement? document) =>
        [.. document!.Value.GetProperty("gateways").EnumerateArray().SelectMany(answer => answer.GetProperty("state").GetProperty("items").EnumerateArray())];
}
