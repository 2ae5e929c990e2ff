namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>Why octets are no DNS message.</summary>
internal enum WireFault
{
    None,

    /// <summary>Fewer than the 12 octets of a header.</summary>
    TooShort,

    /// <summary>A count, length or name leads past the end.</summary>
    Truncated,

    /// <summary>A compression pointer that does not lead strictly backwards.</summary>
    Pointer,

    /// <summary>Label type 01 or 10 (RFC 6891 section 5 retired them).</summary>
    LabelType,

    /// <summary>More than 255 octets.</summary>
    NameTooLong,

    /// <summary>RDLENGTH does not fit the data of the type.</summary>
    DataLength,

    /// <summary>More than one OPT, an OPT outside the additional section, or one whose owner is not the root.</summary>
    Options,

    /// <summary>Names expand to more than any honest message needs.</summary>
    TooMuchWork,
}
