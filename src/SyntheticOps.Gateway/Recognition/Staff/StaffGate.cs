namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>Whether a request bears a good pass; asked only while maintenance would stop it.</summary>
internal sealed class StaffGate(StaffCookie cookie, StaffPasses passes)
{
    public bool Admits(HttpContext context) => cookie.Read(context.Request) is { } id && passes.IsGood(id);
}
