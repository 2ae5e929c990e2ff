namespace Parfumerie.Faults.Kinds;

/// <summary>`hang{route?}`: the shop takes the request and never answers; when the fault ends, the connections are closed.</summary>
internal sealed class HangFault(TimeProvider clock) : IRequestFault
{
    public string Name => "hang";

    public IReadOnlyList<FaultField> Fields { get; } = [FaultField.Route];

    public bool Touches(HttpContext context, FaultParams parameters) => FaultRoute.Covers(parameters.Text("route"), context.Request.Path);

    public async Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(fault.Ended, context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        context.Abort();
    }
}
