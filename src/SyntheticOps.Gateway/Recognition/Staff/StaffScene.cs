namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>What the page of a staff link says.</summary>
public enum StaffScene
{
    /// <summary>A key is there; whether it is good is asked only when it is redeemed.</summary>
    Invited,

    /// <summary>A good pass is there.</summary>
    Inside,

    /// <summary>No key, or one that is used, over or none of ours.</summary>
    Refused,
}
