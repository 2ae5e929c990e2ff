using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.ServiceDefaults.Keys;

/// <summary>Finds a key: the variable, the file that NAME_FILE names, or, on loopback only, one made once in the data folder.</summary>
public static class KeySource
{
    /// <summary>128 bit in base 62.</summary>
    private const int MinimumLength = 22;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The configured key or null; a configured key that is too weak stops the start.</summary>
    public static string? Find(IConfiguration configuration, string name)
    {
        var value = configuration[name];
        if (string.IsNullOrWhiteSpace(value) && configuration[name + "_FILE"] is { Length: > 0 } file)
        {
            value = ReadFile(name, file);
        }

        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        foreach (var key in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (key.Length < MinimumLength || key.Any(character => !char.IsAsciiLetterOrDigit(character)))
            {
                throw new StartupException(
                    Names.ExitCodes.Configuration,
                    $"{name}: a key needs at least {MinimumLength} characters of A-Z, a-z and 0-9 (128 bit).");
            }
        }

        return value;
    }

    /// <summary>The configured key, or one made in DATA/keys; binds other than loopback refuse to start without a key.</summary>
    public static string Require(IConfiguration configuration, DataFolder data, string name)
    {
        if (Find(configuration, name) is { } configured)
        {
            return configured;
        }

        if (!Binds.AreLoopback(configuration))
        {
            throw new StartupException(
                Names.ExitCodes.Configuration,
                $"{name} is not set, and this process listens on more than loopback: set {name} or {name}_FILE.");
        }

        var path = Path.Combine(data.Folder("keys"), name.ToLowerInvariant());
        if (!File.Exists(path))
        {
            OwnerOnly.WriteAllText(path, RandomNumberGenerator.GetString(Alphabet, 43));
        }

        return File.ReadAllText(path).Trim();
    }

    private static string ReadFile(string name, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(Names.ExitCodes.Configuration, $"{name}_FILE: {e.Message}");
        }
    }
}
