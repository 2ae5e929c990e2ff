using System.Net;
using System.Text.Json;
using SyntheticOps.Cli.Connection;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Gateways;

/// <summary>What one gateway said.</summary>
/// <param name="State">What holds there now; null when it did not say.</param>
/// <param name="Problem">Why it did not do as asked; null when it did.</param>
/// <param name="Exit">See contracts.md section 9.</param>
internal sealed record GatewayAnswer(Uri Gateway, JsonElement? State, string? Problem, int Exit)
{
    /// <summary>The gravest first: usage, refused, our fault.</summary>
    private static readonly int[] Gravest = [Names.ExitCodes.Configuration, Names.ExitCodes.Failed, Names.ExitCodes.OwnFault];

    public static int ExitOf(IEnumerable<GatewayAnswer> answers)
    {
        var exits = answers.Select(answer => answer.Exit).ToHashSet();
        return Gravest.FirstOrDefault(exits.Contains);
    }

    /// <summary>Asks all gateways at once; one that fails keeps no other from its answer.</summary>
    /// <param name="ask">What to do at one of them.</param>
    /// <param name="look">What to show of one that refused; null: nothing.</param>
    public static async Task<IReadOnlyList<GatewayAnswer>> AskAllAsync(
        GatewayRequest request, Func<ApiClient, Task<JsonElement?>> ask, Func<ApiClient, Task<JsonElement?>>? look, CancellationToken token) =>
        await Task.WhenAll(request.Site.Gateways.Select(async address =>
        {
            token.ThrowIfCancellationRequested();
            using var client = new ApiClient("gateway", address, request.Site.OperatorKey, request.Actor);
            try
            {
                return new GatewayAnswer(address, await ask(client), null, Names.ExitCodes.Success);
            }
            catch (CliException e)
            {
                var refused = e.Status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound; // it decided, and another choice helps
                var answers = e.Status is not (null or HttpStatusCode.Unauthorized);
                return new GatewayAnswer(address, answers && look is not null ? await look(client) : null, e.Message, refused ? Names.ExitCodes.Failed : e.ExitCode);
            }
        }));
}
