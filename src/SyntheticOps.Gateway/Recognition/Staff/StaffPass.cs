namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>What is kept of a pass; it never changes. That its link was opened, or that it was revoked, are files beside it.</summary>
/// <param name="For">Whom it is for, in the words of who made it.</param>
/// <param name="LinkHash">SHA-256 of the link's secret, hex.</param>
internal sealed record StaffPass(string Id, string For, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset LinkUntil, DateTimeOffset Until, string LinkHash)
{
    public const int MaximumFor = 80;

    /// <summary>A record would print the hash.</summary>
    public override string ToString() => Id;
}

/// <summary>Something that happened to a pass.</summary>
internal sealed record StaffMark(string By, DateTimeOffset At);

/// <summary>A pass as it stands.</summary>
internal sealed record StaffState(StaffPass Pass, StaffMark? Used, StaffMark? Revoked)
{
    /// <summary>Whether a cookie of it opens the shop.</summary>
    public bool IsGood(DateTimeOffset now) => Used is not null && Revoked is null && now < Pass.Until;

    /// <summary>Whether its link can still be opened.</summary>
    public bool IsOpen(DateTimeOffset now) => Used is null && Revoked is null && now < Pass.LinkUntil;

    /// <summary>open, used, revoked or expired.</summary>
    public string Word(DateTimeOffset now) => Revoked is not null ? "revoked" : IsGood(now) ? "used" : IsOpen(now) ? "open" : "expired";
}
