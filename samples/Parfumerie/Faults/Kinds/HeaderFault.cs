namespace Parfumerie.Faults.Kinds;

/// <summary>`header{name,value?}`: every answer carries that header with that value, or, without a value, not at all. Each header is a fault of its own.</summary>
internal sealed class HeaderFault : IRequestFault
{
    private static readonly string[] Framing = ["Content-Length", "Transfer-Encoding", "Connection", "Content-Type", "Set-Cookie"];

    public string Name => "header";

    public IReadOnlyList<FaultField> Fields { get; } =
    [
        new("name", FaultFieldKind.Text) { IsRequired = true, Example = "Content-Security-Policy" },
        new("value", FaultFieldKind.Text),
    ];

    public bool IsOutermost => true;

    public string KeyOf(FaultParams parameters) => parameters.Text("name") ?? "";

    public string? Check(FaultParams parameters)
    {
        var name = parameters.Text("name")!;
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') || Framing.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return $"params.name: expected a header name of letters, digits and hyphens, none of {string.Join(", ", Framing)}.";
        }

        return parameters.Text("value")?.All(character => character is >= ' ' and <= '~') == false
            ? "params.value: expected printable ASCII."
            : null;
    }

    public bool Touches(HttpContext context, FaultParams parameters) => true;

    /// <summary>Callbacks run last come, first served: this one, registered before the shop's own, has the last word.</summary>
    public Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (fault.Params.Text("value") is { } value)
            {
                context.Response.Headers[fault.Key] = value;
            }
            else
            {
                context.Response.Headers.Remove(fault.Key);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
