using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the value of a parameter comes from when nobody gave one.</summary>
public abstract class ParameterDefault
{
    private protected ParameterDefault()
    {
    }

    internal abstract string Create();
}

/// <summary>A random value.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Aspire's own set: readable, and safe in most places.</summary>
    private const string Specials = "-_.{}~()*+!";

    /// <summary>Characters; at least 128 bit whatever is asked.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether punctuation may occur.</summary>
    public bool Special { get; set; } = true;

    internal override string Create() =>
        RandomNumberGenerator.GetString(Special ? LettersAndDigits + Specials : LettersAndDigits, Math.Max(MinLength, 22));
}
