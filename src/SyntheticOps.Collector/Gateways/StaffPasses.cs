using System.Text.Json.Serialization;

namespace SyntheticOps.Collector.Gateways;

/// <summary>Answer of `GET /api/v1/staff` (contracts.md section 6).</summary>
public sealed record StaffPasses
{
    public IReadOnlyList<StaffPass> Passes { get; init; } = [];
}

/// <param name="State">open, used, revoked or expired.</param>
public sealed record StaffPass(
    string Id, string For, string State, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset LinkUntil, DateTimeOffset Until,
    DateTimeOffset? UsedAt, string? UsedFrom, DateTimeOffset? RevokedAt, string? RevokedBy);

/// <summary>Body of `POST /api/v1/staff`.</summary>
public sealed record StaffWish([property: JsonPropertyName("for")] string Whom, double ForS);

/// <summary>Its answer; the path holds the key and is shown once.</summary>
public sealed record StaffLink(string Id, string Path, DateTimeOffset LinkUntil, DateTimeOffset Until);
