using System.Text.Json;
using Spectre.Console;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Gateways.Blocks;

/// <summary>Looks at the block and allow lists of every gateway of a site, or changes them.</summary>
internal static class BlockCalls
{
    private const string Schema = "synops.blocks/1";

    public static Task<int> ListAsync(GatewayRequest request, string? list, string? address, IAnsiConsole screen, CancellationToken token) =>
        AskAsync(request, client => LookAsync(client, list, address, token), null, screen, token);

    public static Task<int> AddAsync(GatewayRequest request, string list, string range, DateTimeOffset? until, string reason, IAnsiConsole screen, CancellationToken token)
    {
        var first = range.Split('/')[0];
        return AskAsync(
            request,
            async client =>
            {
                await client.PutAsync(Names.Routes.Blocks, new { list, range, until, reason }, token);
                return await LookAsync(client, list, first, token);
            },
            null,
            screen,
            token);
    }

    /// <summary>What one gateway does not have is no failure when another had it.</summary>
    public static async Task<int> RemoveAsync(GatewayRequest request, string list, string range, IAnsiConsole screen, CancellationToken token) =>
        await AskAsync(
            request,
            async client =>
            {
                await client.DeleteAsync($"{Names.Routes.Blocks}?list={list}&range={Uri.EscapeDataString(range)}", token);
                return await LookAsync(client, list, range.Split('/')[0], token);
            },
            answers => answers.Any(answer => answer.Exit == Names.ExitCodes.Success),
            screen,
            token);

    private static async Task<int> AskAsync(
        GatewayRequest request, Func<ApiClient, Task<JsonElement?>> ask, Func<IReadOnlyList<GatewayAnswer>, bool>? isEnough, IAnsiConsole screen, CancellationToken token)
    {
        var answers = await GatewayAnswer.AskAllAsync(request, ask, null, token);
        var exit = GatewayAnswer.ExitOf(answers) is Names.ExitCodes.Failed && isEnough?.Invoke(answers) == true
            ? GatewayAnswer.ExitOf(answers.Where(answer => answer.Exit != Names.ExitCodes.Failed))
            : GatewayAnswer.ExitOf(answers);
        BlockTable.Print(screen, answers);
        await ResultFile.WriteAsync(request.Json, () => GatewayDocument.Write(Schema, request.Site.Name, exit, answers));
        return exit;
    }

    private static async Task<JsonElement?> LookAsync(ApiClient client, string? list, string? address, CancellationToken token)
    {
        string?[] asked = [list is null ? null : $"list={list}", address is null ? null : $"address={Uri.EscapeDataString(address)}"];
        return JsonSerializer.SerializeToElement(await client.GetAsync<JsonDocument>($"{Names.Routes.Blocks}?{string.Join('&', asked.OfType<string>())}", token));
    }
}
