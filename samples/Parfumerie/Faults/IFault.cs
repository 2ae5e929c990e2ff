namespace Parfumerie.Faults;

/// <summary>One way to break the shop. One file, and one line in <see cref="FaultsSetup"/>.</summary>
internal interface IFault
{
    /// <summary>Name in the API, kebab-case; the value of `synthetic.fault.name`.</summary>
    string Name { get; }

    IReadOnlyList<FaultField> Fields { get; }

    /// <summary>What tells several active faults of this kind apart; a fault with the same key is replaced.</summary>
    string KeyOf(FaultParams parameters) => "";

    /// <summary>A mistake that no single field shows; null: none.</summary>
    string? Check(FaultParams parameters) => null;

    /// <summary>Returns when the fault is effective. Throws <see cref="FaultRefusedException"/> when it cannot be.</summary>
    /// <param name="fault">The fault with its parameters and its end.</param>
    /// <param name="token">Of the request that asks for it.</param>
    Task StartAsync(ActiveFault fault, CancellationToken token) => Task.CompletedTask;

    /// <summary>Returns when the shop is as it was. Called again later when it throws.</summary>
    Task StopAsync(ActiveFault fault, CancellationToken token) => Task.CompletedTask;

    /// <summary>Repairs what a fault left when the process was killed; called once at start.</summary>
    Task RecoverAsync(CancellationToken token) => Task.CompletedTask;
}

/// <summary>A fault in the way of requests.</summary>
internal interface IRequestFault : IFault
{
    /// <summary>Outermost faults stand before the shop's own pipeline and may change what it wrote; the others stand before the page.</summary>
    bool IsOutermost => false;

    /// <summary>Set by a fault that knows only later whether it touches the request, and then writes <see cref="FaultMark"/> itself.</summary>
    bool MarksItself => false;

    bool Touches(HttpContext context, FaultParams parameters);

    Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next);
}
