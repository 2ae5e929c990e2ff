using Parfumerie.Data;

namespace Parfumerie.Accounts;

/// <summary>Reads and writes accounts. Addresses are kept in lower case.</summary>
internal sealed class CustomerRepository(IShopDatabase database, TimeProvider clock)
{
    public async Task<Customer?> FindAsync(string email, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.FindAsync<Customer>(
            "SELECT id AS Id, email AS Email, name AS Name, password_hash AS PasswordHash FROM customers WHERE email = @email",
            new { email }, token);
    }

    /// <returns>False when the address has an account already.</returns>
    public async Task<bool> AddAsync(Customer customer, CancellationToken token)
    {
        var args = new { customer.Id, customer.Email, customer.Name, customer.PasswordHash, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        await using var connection = await database.OpenAsync(token);
        return await connection.ExecuteAsync(
            "INSERT INTO customers (id, email, name, password_hash, created_at) VALUES (@Id, @Email, @Name, @PasswordHash, @Now) ON CONFLICT DO NOTHING",
            args, token) == 1;
    }
}
