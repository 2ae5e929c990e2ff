namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Why a change was not made.</summary>
internal enum MaintenanceRefusal
{
    /// <summary>If-Match names another version.</summary>
    OtherVersion,

    /// <summary>A person switched maintenance on; automation leaves that alone.</summary>
    HeldByPerson,
}
