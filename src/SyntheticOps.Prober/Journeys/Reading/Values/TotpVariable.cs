using System.Security.Cryptography;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>`{totp: "${OTP_SECRET}"}`: the one-time code of the moment in which it is used; `digits`, `period`, `algorithm` as RFC 6238 has them.</summary>
internal sealed class TotpVariable : IVariableKind
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    public string Name => "totp";

    public VariableMaker Read(ConfigMap map, Scope scope)
    {
        var node = map.Find(Name)!;
        var seed = node.AsSecret();
        var key = Totp.Key(seed);
        if (key is null && seed.Length > 0)
        {
            node.Fail("this is not a secret in base32: letters A to Z and digits 2 to 7");
        }

        var digits = map.Find("digits")?.AsInteger(6, 8) ?? 6;
        var period = map.Find("period")?.AsDuration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? Usual;
        var algorithm = new HashAlgorithmName((map.Find("algorithm")?.AsChoice("sha1", "sha256", "sha512") ?? "sha1").ToUpperInvariant());
        return new(moment => Totp.Code(key ?? [0], moment.Clock.GetUtcNow(), period, digits, algorithm)) { IsSecret = true, IsLive = true, Seed = seed };
    }
}
