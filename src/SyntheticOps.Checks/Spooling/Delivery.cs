namespace SyntheticOps.Checks.Spooling;

/// <summary>What becomes of a record after an answer.</summary>
internal enum Delivery
{
    /// <summary>Acknowledged: forget it.</summary>
    Done,

    /// <summary>Temporary: the same again later.</summary>
    Retry,

    /// <summary>The receiver will never take it: put it aside.</summary>
    Refused,

    /// <summary>Too large as a whole: in halves.</summary>
    Split,

    /// <summary>Key or address is wrong: keep everything and ask again now and then.</summary>
    Park,
}
