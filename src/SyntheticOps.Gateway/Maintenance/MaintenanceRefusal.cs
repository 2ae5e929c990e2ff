namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Why a change was not made.</summary>
internal enum MaintenanceRefusal
{
    /// <summary>If-Match names another version.</summary>
    OtherVersion,

    /// <summary>A person decided; automation leaves that alone.</summary>
    HeldByPerson,

    /// <summary>The window comes from synthetics.yaml, or there is one of that name that does not.</summary>
    FromConfiguration,

    NoSuchWindow,

    TooManyWindows,

    /// <summary>No earlier version, or the last change was not a person's.</summary>
    NothingToUndo,
}
