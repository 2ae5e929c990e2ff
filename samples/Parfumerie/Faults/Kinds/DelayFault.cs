using System.Security.Cryptography;

namespace Parfumerie.Faults.Kinds;

/// <summary>`delay{ms,route?,jitterMs?,documentsOnly=true}`: answers come late; by default only pages, not the pictures, styles and APIs around them.</summary>
internal sealed class DelayFault(TimeProvider clock) : IRequestFault
{
    /// <summary>Longer than any client waits.</summary>
    private const int Longest = 120_000;

    public string Name => "delay";

    public IReadOnlyList<FaultField> Fields { get; } =
    [
        new("ms", FaultFieldKind.Number) { IsRequired = true, Maximum = Longest, Example = "4000" },
        FaultField.Route,
        new("jitterMs", FaultFieldKind.Number) { Minimum = 0, Maximum = Longest, Default = 0 },
        new("documentsOnly", FaultFieldKind.Flag) { Default = true },
    ];

    public bool MarksItself => true;

    public bool Touches(HttpContext context, FaultParams parameters) =>
        FaultRoute.Covers(parameters.Text("route"), context.Request.Path) && (!parameters.Flag("documentsOnly") || MayBeDocument(context.Request));

    public async Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        if (fault.Params.Flag("documentsOnly"))
        {
            // Only the answer says whether it is a page; its first byte waits.
            context.Response.OnStarting(() => IsDocument(context.Response) ? WaitAsync(context, fault) : Task.CompletedTask);
        }
        else
        {
            await WaitAsync(context, fault);
        }

        await next(context);
    }

    private static bool MayBeDocument(HttpRequest request) =>
        !request.Path.StartsWithSegments("/assets") && !request.Path.StartsWithSegments("/images")
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/v1");

    private static bool IsDocument(HttpResponse response) => response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Ends early with the fault or the client.</summary>
    private async Task WaitAsync(HttpContext context, ActiveFault fault)
    {
        FaultMark.Set(context, Name);
        var jitter = fault.Params.Number("jitterMs");
        var wait = TimeSpan.FromMilliseconds(fault.Params.Number("ms") + RandomNumberGenerator.GetInt32(jitter + 1));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(fault.Ended, context.RequestAborted);
        await Task.Delay(wait, clock, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
