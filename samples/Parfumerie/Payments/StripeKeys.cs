using System.Security.Cryptography;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace Parfumerie.Payments;

/// <summary>The API key and the webhook secrets. Stripe's keys hold `_`, which KeySource does not allow.</summary>
/// <param name="SecretKey">`sk_test_…`.</param>
/// <param name="WebhookSecrets">`whsec_…`; several while one is rotated.</param>
internal sealed record StripeKeys(string SecretKey, IReadOnlyList<string> WebhookSecrets)
{
    public const string SecretKeyVariable = "STRIPE_SECRET_KEY";

    private const int ShortestKey = 16;

    public override string ToString() => "[REDACTED]";

    public static StripeKeys Read(IConfiguration configuration, DataFolder data) => new(
        Require(configuration, data, SecretKeyVariable, "sk_test_"),
        Require(configuration, data, Names.Env.StripeWebhookSecret, "whsec_").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The variable, the file that NAME_FILE names, or, on loopback only, one made once in the data folder.</summary>
    private static string Require(IConfiguration configuration, DataFolder data, string name, string prefix)
    {
        var file = configuration[name + "_FILE"];
        var value = configuration[name] is { Length: > 0 } given ? given : file is { Length: > 0 } ? File.ReadAllText(file) : "";
        value = value.Trim();
        if (value.Length == 0)
        {
            return Make(configuration, data, name, prefix);
        }

        return value.Split(',').All(key => key.Trim().Length >= ShortestKey)
            ? value
            : throw new StartupException(Names.ExitCodes.Configuration, $"{name}: a key needs at least {ShortestKey} characters.");
    }

    private static string Make(IConfiguration configuration, DataFolder data, string name, string prefix)
    {
        if (!Binds.AreLoopback(configuration))
        {
            throw new StartupException(
                Names.ExitCodes.Configuration,
                $"{name} is not set, and this process listens on more than loopback: set {name} or {name}_FILE.");
        }

        var path = Path.Combine(data.Folder("keys"), name.ToLowerInvariant());
        if (!File.Exists(path))
        {
            OwnerOnly.WriteAllText(path, prefix + RandomNumberGenerator.GetHexString(48, lowercase: true));
        }

        return File.ReadAllText(path).Trim();
    }
}
