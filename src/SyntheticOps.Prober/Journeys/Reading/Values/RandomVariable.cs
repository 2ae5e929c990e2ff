using System.Security.Cryptography;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>`{random: email, domain: example.test}`, `{random: digits, length: 8}`, `{random: letters}`: another value in each run.</summary>
internal sealed class RandomVariable : IVariableKind
{
    private const int DefaultLength = 8;
    private const int MaximumLength = 64;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    /// <summary>RFC 2606: mail to it reaches nobody.</summary>
    private const string Domain = "example.test";

    public string Name => "random";

    public VariableMaker Read(ConfigMap map, Scope scope)
    {
        if (map.Find(Name)!.AsChoice("email", "digits", "letters") is var kind && kind == "email")
        {
            var domain = map.Find("domain")?.AsText() ?? Domain;
            if (Uri.CheckHostName(domain) != UriHostNameType.Dns)
            {
                map.Fail("domain", $"'{domain}' is not a domain, such as {Domain}");
            }

            return new(moment => $"synops-{moment.Values[Scope.Run][..8]}-{RandomNumberGenerator.GetString(Letters, 6)}@{domain}");
        }

        var length = map.Find("length")?.AsInteger(1, MaximumLength) ?? DefaultLength;
        return new(_ => RandomNumberGenerator.GetString(kind == "digits" ? Digits : Letters, length));
    }
}
