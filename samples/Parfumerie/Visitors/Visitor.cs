namespace Parfumerie.Visitors;

/// <summary>A browser that we know by its cookie.</summary>
/// <param name="Id">SHA-256 of the cookie's token; the token itself is not kept.</param>
/// <param name="CustomerId">Set while logged in.</param>
/// <param name="CustomerName">Name of that customer.</param>
/// <param name="CustomerEmail">Address of that customer.</param>
/// <param name="BasketCount">Bottles in the basket.</param>
public sealed record Visitor(string Id, string? CustomerId, string? CustomerName, string? CustomerEmail, long BasketCount);
