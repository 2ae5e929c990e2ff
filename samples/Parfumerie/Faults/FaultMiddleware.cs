namespace Parfumerie.Faults;

/// <summary>Lets the active faults at the requests. It stands twice: around the shop's pipeline, and right before its pages.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultBoard board, bool outermost)
{
    public Task InvokeAsync(HttpContext context)
    {
        var active = board.Active;
        if (active.IsEmpty || !FaultRoute.IsTouchable(context.Request.Path))
        {
            return next(context);
        }

        var run = next;
        foreach (var fault in active)
        {
            if (fault.Kind is IRequestFault kind && kind.IsOutermost == outermost && kind.Touches(context, fault.Params))
            {
                var inner = run;
                if (!kind.MarksItself)
                {
                    FaultMark.Set(context, kind.Name);
                }

                run = held => kind.InvokeAsync(held, fault, inner);
            }
        }

        return run(context);
    }
}
