namespace Parfumerie.Data;

/// <summary>The one door to the shop's rows. Whoever decorates it decides about every query of the shop.</summary>
internal interface IShopDatabase
{
    /// <summary>An open connection with the schema in place; MUST throw when the database cannot be reached.</summary>
    ValueTask<ShopConnection> OpenAsync(CancellationToken token);
}
