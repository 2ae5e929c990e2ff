namespace Parfumerie.Faults.Kinds;

/// <summary>`close{route?}`: the connection is closed without an answer.</summary>
internal sealed class CloseFault : IRequestFault
{
    public string Name => "close";

    public IReadOnlyList<FaultField> Fields { get; } = [FaultField.Route];

    public bool Touches(HttpContext context, FaultParams parameters) => FaultRoute.Covers(parameters.Text("route"), context.Request.Path);

    public Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
