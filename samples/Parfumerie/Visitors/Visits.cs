using Parfumerie.Web;

namespace Parfumerie.Visitors;

/// <summary>Starts a visit when there is first something to remember.</summary>
internal sealed class Visits(VisitorRepository visitors, Shopper shopper)
{
    public async Task<Visitor> RequireAsync(HttpContext context, CancellationToken token)
    {
        if (shopper.Visitor is { } known)
        {
            return known;
        }

        var id = VisitorCookie.Issue(context);
        await visitors.AddAsync(id, shopper.Run, token);
        return shopper.Visitor = new Visitor(id, null, null, null, 0);
    }
}
