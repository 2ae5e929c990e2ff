namespace Parfumerie.Accounts;

/// <summary>Someone with an account.</summary>
internal sealed record Customer(string Id, string Email, string Name, string PasswordHash)
{
    public override string ToString() => $"Customer {Id}";
}
