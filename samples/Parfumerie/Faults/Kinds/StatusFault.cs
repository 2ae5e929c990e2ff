namespace Parfumerie.Faults.Kinds;

/// <summary>`status{code,route?}`: the shop answers with that status, in its own error page.</summary>
internal sealed class StatusFault : IRequestFault
{
    public string Name => "status";

    public IReadOnlyList<FaultField> Fields { get; } =
        [new("code", FaultFieldKind.Number) { IsRequired = true, Minimum = 400, Maximum = 599, Example = "503" }, FaultField.Route];

    public bool Touches(HttpContext context, FaultParams parameters) => FaultRoute.Covers(parameters.Text("route"), context.Request.Path);

    public Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        context.Response.StatusCode = fault.Params.Number("code");
        return Task.CompletedTask;
    }
}
