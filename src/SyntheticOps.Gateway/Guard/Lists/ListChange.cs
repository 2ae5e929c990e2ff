using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>Body of `PUT /api/v1/blocks`.</summary>
internal sealed record ListChange
{
    private const int MaximumReason = 200;

    public string? List { get; init; }

    public string? Range { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Reason { get; init; }

    /// <summary>All mistakes; none when the change can be made.</summary>
    public IEnumerable<string> Check(DateTimeOffset now)
    {
        if (List is not (null or ListNames.Block or ListNames.Allow))
        {
            yield return "list: expected block or allow.";
        }

        if (!AddressRange.TryParse(Range, out _))
        {
            yield return $"range: {AddressRange.Form}.";
        }

        if (Until <= now)
        {
            yield return "until: expected a time to come, such as 2026-12-31T00:00:00Z, or nothing.";
        }

        if (Reason is not { Length: > 0 and <= MaximumReason } || Reason.Any(char.IsControl))
        {
            yield return $"reason: expected 1 to {MaximumReason} characters without control characters.";
        }
    }

    public ListEntry ToEntry(string actor, DateTimeOffset now)
    {
        _ = AddressRange.TryParse(Range, out var range);
        return new ListEntry(List ?? ListNames.Block, range, Until?.ToUniversalTime(), Reason!, actor, now, ListSources.Own);
    }
}
