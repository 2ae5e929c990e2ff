using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>What verifying a set came to.</summary>
internal sealed record SetVerdict
{
    /// <summary>The signature that holds; null when none does.</summary>
    public SignatureData? By { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The only fault is that the algorithms cannot be verified here.</summary>
    public bool CannotVerify { get; init; }

    /// <summary>Secure, bogus, or indeterminate for want of an algorithm.</summary>
    public Trust Status => By is not null ? Trust.Secure : CannotVerify ? Trust.Indeterminate : Trust.Bogus;
}

/// <summary>Verifies one set with a zone's keys (RFC 4035 section 5.3); pure, and bounded by <see cref="Judging"/>.</summary>
internal static class SetVerifier
{
    /// <param name="keys">Keys that may have signed it.</param>
    /// <param name="at">The server, where the fault is that of one server; empty otherwise.</param>
    public static SetVerdict Verify(SignedSet set, DnsName zone, IReadOnlyList<ZoneKey> keys, Judging judging, string at = "")
    {
        var what = at.Length == 0 ? set.Shown : $"{set.Shown} at {at}";
        if (set.Signatures.Count == 0)
        {
            return new() { Findings = [Faults.Unsigned(what)] };
        }

        var (trials, worst) = (0, (Finding?)null);
        var verifiable = set.Signatures.Where(signature => DnssecAlgorithms.IsVerifiable(signature.Algorithm)).ToList();
        foreach (var signature in verifiable)
        {
            if (Impossible(set, zone, signature, keys, judging, what) is { } fault)
            {
                worst = Worse(worst, fault);
                continue;
            }

            var octets = SignedOctets.Of(set, signature);
            foreach (var key in Candidates(keys, signature))
            {
                if (trials++ >= Judging.TrialsOfASet || !judging.MayTry())
                {
                    return new() { Findings = [Faults.TooManyTrials(what)] };
                }

                if (key.Verify(octets, signature.Signature))
                {
                    return new() { By = signature };
                }
            }

            worst = Faults.Wrong(what, signature);
        }

        return verifiable.Count == 0
            ? new() { CannotVerify = true, Findings = [Faults.CannotVerify(what, set.Signatures.Select(signature => (int)signature.Algorithm))] }
            : new() { Findings = worst is null ? [] : [worst] };
    }

    /// <summary>Why a signature need not be tried.</summary>
    private static Finding? Impossible(SignedSet set, DnsName zone, SignatureData signature, IReadOnlyList<ZoneKey> keys, Judging judging, string what)
    {
        if (!signature.Signer.Equals(zone) || signature.Labels > SignedOctets.LabelsOf(set.Owner))
        {
            return Faults.Misplaced(what, signature, zone);
        }

        var skew = (int)Judging.Skew.TotalSeconds;
        if (judging.SecondsUntil(signature.Expiration) < -skew)
        {
            return Faults.Ended(what, signature, judging.At(signature.Expiration));
        }

        if (judging.SecondsUntil(signature.Inception) > skew)
        {
            return Faults.NotYet(what, signature, judging.At(signature.Inception));
        }

        return Candidates(keys, signature).Any() ? null : Faults.NoSuchKey(what, signature, zone);
    }

    private static IEnumerable<ZoneKey> Candidates(IReadOnlyList<ZoneKey> keys, SignatureData signature) =>
        keys.Where(key => key.Tag == signature.KeyTag && key.Algorithm == signature.Algorithm).Take(Judging.KeysOfATag);

    /// <summary>A signature out of its time says more than one of another key, left over from a roll-over.</summary>
    private static Finding Worse(Finding? known, Finding next) => known is null || known.Code == Faults.InvalidCode ? next : known;
}
