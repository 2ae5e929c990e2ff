namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>The moment of a judgement, and how much work it may still take (KeyTrap, CVE-2023-50387).</summary>
internal sealed class Judging(DateTimeOffset now)
{
    /// <summary>Signatures tried for one set: two algorithms during a roll-over make four.</summary>
    public const int TrialsOfASet = 16;

    /// <summary>Keys of one tag tried for one signature; tags collide, but not often.</summary>
    public const int KeysOfATag = 4;

    /// <summary>Keys of a zone that are looked at.</summary>
    public const int MostKeys = 64;

    /// <summary>NSEC or NSEC3 sets of one answer that are looked at; a proof needs four.</summary>
    public const int MostProofs = 12;

    /// <summary>RFC 9276 section 3.2: more is treated as insecure.</summary>
    public const int MostIterations = 150;

    /// <summary>Signatures tried in one run, whatever servers send.</summary>
    public const int TrialsOfARun = 1000;

    /// <summary>Clocks may differ so much before a signature is called invalid.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private int _left = TrialsOfARun;

    public DateTimeOffset Now { get; } = now;

    public bool MayTry() => --_left >= 0;

    /// <summary>Seconds from now until that serial time (RFC 4034 section 3.1.5, RFC 1982).</summary>
    public int SecondsUntil(uint time) => unchecked((int)(time - (uint)Now.ToUnixTimeSeconds()));

    public DateTimeOffset At(uint time) => Now.AddSeconds(SecondsUntil(time));
}
