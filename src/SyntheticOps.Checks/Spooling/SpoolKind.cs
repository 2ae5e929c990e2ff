namespace SyntheticOps.Checks.Spooling;

/// <summary>Kinds of record in the spool; the numbers are on disk.</summary>
internal enum SpoolKind
{
    Spans = 1,
    Artifact = 2,
}
