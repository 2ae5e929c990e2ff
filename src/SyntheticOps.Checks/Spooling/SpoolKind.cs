namespace SyntheticOps.Checks.Spooling;

/// <summary>Kinds of record in the spool; the numbers are on disk.</summary>
internal enum SpoolKind
{
    /// <summary>Spans of a run that did not go well.</summary>
    Spans = 1,

    Artifact = 2,

    /// <summary>Spans of a run that went well: given up first when there is no room.</summary>
    GoodSpans = 3,
}
