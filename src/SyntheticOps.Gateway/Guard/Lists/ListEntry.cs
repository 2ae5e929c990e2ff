using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>One line of a list: which addresses, until when, why and by whom.</summary>
/// <param name="List">See <see cref="ListNames"/>.</param>
/// <param name="Until">When it ends by itself; null: never.</param>
/// <param name="Source">See <see cref="ListSources"/>.</param>
internal sealed record ListEntry(string List, AddressRange Range, DateTimeOffset? Until, string Reason, string Actor, DateTimeOffset Since, string Source)
{
    public bool IsAutomatic => Source == ListSources.Automatic;
}

internal static class ListNames
{
    public const string Block = "block";

    /// <summary>Wins over every block and rate limit.</summary>
    public const string Allow = "allow";
}

internal static class ListSources
{
    /// <summary>By the API.</summary>
    public const string Own = "own";

    /// <summary>By the gateway, when automatic blocking is on.</summary>
    public const string Automatic = "automatic";

    public const string File = "file";
}
