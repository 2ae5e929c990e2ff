using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Gateways.Maintenance;

/// <summary>Looks at the maintenance of every gateway of a site, or changes it.</summary>
internal static class MaintenanceCalls
{
    public const string Schema = "synops.maintenance/1";

    /// <summary>0 when all answered and agree, 1 when they differ.</summary>
    public static async Task<int> StatusAsync(GatewayRequest request, IAnsiConsole screen, CancellationToken token)
    {
        var answers = await GatewayAnswer.AskAllAsync(request, client => LookAsync(client, token), null, token);
        var differ = answers.Select(GatewayState.Of).OfType<GatewayState>().Select(state => state.Active).Distinct().Count() > 1;
        return await EndAsync(request, answers, differ ? Names.ExitCodes.Failed : GatewayAnswer.ExitOf(answers), screen);
    }

    /// <param name="change">Body of PUT; null: undo.</param>
    /// <param name="version">The version that must be current everywhere; null: whatever each one says just before.</param>
    public static async Task<int> ChangeAsync(GatewayRequest request, object? change, int? version, IAnsiConsole screen, CancellationToken token)
    {
        var answers = await GatewayAnswer.AskAllAsync(request, client => ChangeAsync(client, change, version, token), client => LookAsync(client, token), token);
        return await EndAsync(request, answers, GatewayAnswer.ExitOf(answers), screen);
    }

    /// <summary>Between the look and the change nobody else decides: the gateway compares the version.</summary>
    private static async Task<JsonElement?> ChangeAsync(ApiClient client, object? change, int? version, CancellationToken token)
    {
        var expected = version ?? (await client.GetAsync<GatewayState>(Names.Routes.Maintenance, token)).Version;
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{expected}\"");
        return change is null
            ? await client.ChangeAsync<JsonElement>(HttpMethod.Post, Names.Routes.MaintenanceUndo, null, tag, token)
            : await client.ChangeAsync<JsonElement>(HttpMethod.Put, Names.Routes.Maintenance, change, tag, token);
    }

    private static async Task<JsonElement?> LookAsync(ApiClient client, CancellationToken token) =>
        JsonSerializer.SerializeToElement(await client.GetAsync<JsonDocument>(Names.Routes.Maintenance, token));

    private static async Task<int> EndAsync(GatewayRequest request, IReadOnlyList<GatewayAnswer> answers, int exit, IAnsiConsole screen)
    {
        MaintenanceTable.Print(screen, answers);
        await ResultFile.WriteAsync(request.Json, () => GatewayDocument.Write(Schema, request.Site.Name, exit, answers));
        return exit;
    }
}
