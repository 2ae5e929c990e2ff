using OtpNet;
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
        var key = Key(seed);
        if (key is null && seed.Length > 0)
        {
            node.Fail("this is not a secret in base32: letters A to Z and digits 2 to 7");
        }

        var digits = map.Find("digits")?.AsInteger(6, 8) ?? 6;
        var period = map.Find("period")?.AsDuration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? Usual;
        var algorithm = map.Find("algorithm")?.AsChoice("sha1", "sha256", "sha512") switch
        {
            "sha256" => OtpHashMode.Sha256,
            "sha512" => OtpHashMode.Sha512,
            _ => OtpHashMode.Sha1,
        };
        var codes = new Totp(key ?? [0], (int)period.TotalSeconds, algorithm, digits);
        return new(moment => codes.ComputeTotp(moment.Clock.GetUtcNow().UtcDateTime)) { IsSecret = true, IsLive = true, Seed = seed };
    }

    /// <summary>Base32 (RFC 4648) as shops print it: spaces, small letters and missing padding are fine; null when it is none.</summary>
    private static byte[]? Key(string text)
    {
        try
        {
            var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).TrimEnd('=');
            return plain.Length == 0 ? null : Base32Encoding.ToBytes(plain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
