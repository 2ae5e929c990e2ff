namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>What a validator makes of data (RFC 4035 section 4.3).</summary>
internal enum Trust
{
    /// <summary>Signed, with an unbroken chain from a trust anchor.</summary>
    Secure,

    /// <summary>Proven to be unsigned, or signed in ways that nobody has to know: used as it is.</summary>
    Insecure,

    /// <summary>Nothing can be said: nobody answered, no anchor leads there, or the algorithm cannot be verified here.</summary>
    Indeterminate,

    /// <summary>It should be signed and does not validate: a resolver answers SERVFAIL.</summary>
    Bogus,
}
