using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>The gateway page, and what its forms have in common.</summary>
internal static class GatewayPages
{
    public const string Path = "/gateway";

    public static async Task<IResult> ShowAsync(GatewayQuery gateways, CancellationToken token) => Page.Of<GatewayPage>(new GatewayModel(await gateways.GetAsync(token)));

    /// <summary>Back to the page when every gateway did as asked; else the page says what one of them answered.</summary>
    public static async Task<IResult> EndAsync<T>(IReadOnlyCollection<GatewayAnswer<T>> answers, GatewayQuery gateways, HttpContext context) =>
        answers.FirstOrDefault(answer => !answer.IsDone) is not { } failed
            ? Results.LocalRedirect(Path)
            : await RefuseAsync("gateway.notEverywhere", failed.Status is >= 400 and < 500 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status502BadGateway, gateways, context, failed.Problem);

    public static async Task<IResult> RefuseAsync(string problem, int status, GatewayQuery gateways, HttpContext context, string? detail = null)
    {
        await FrameFilter.LoadAsync(context);
        return Page.Of<GatewayPage>(new GatewayModel(await gateways.GetAsync(context.RequestAborted), problem, detail), status);
    }

    public static Site? SiteOf(SyntheticsConfiguration synthetics, string? name) =>
        name is not null && synthetics.Sites.TryGetValue(name, out var site) && site.Gateways.Count > 0 ? site : null;

    /// <summary>Only addresses of synthetics.yaml get the operator key.</summary>
    public static Uri? AddressOf(SyntheticsConfiguration synthetics, string? address) =>
        synthetics.Sites.Values.SelectMany(site => site.Gateways).FirstOrDefault(known => known.ToString() == address);

    public static string ActorOf(HttpContext context) => context.User.Identity?.Name ?? Access.Session.Actor;

    /// <summary>An identifier of a gateway's: a webhook, a pass, a window.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>What a person wrote into a field for several values.</summary>
    public static IReadOnlyList<string> List(string? text) =>
        [.. (text ?? "").Split([',', ' ', '\n', '\r', '\t', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(50)];

    public static string? Text(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, longest)];
}
