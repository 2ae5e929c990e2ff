using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>Section `Staff`: passes that let the shop's people through maintenance.</summary>
internal sealed class StaffOptions
{
    public const string Section = "Staff";

    /// <summary>Folder of the passes and of the keys that protect their cookies, shared by all gateways of one shop. Default: the data folder, for one gateway.</summary>
    public string? Folder { get; set; }

    /// <summary>Minutes in which a one-time link can be opened.</summary>
    [Range(1, 1440)]
    public int LinkMinutes { get; set; } = 30;

    /// <summary>Longest time that a pass may be asked for, hours.</summary>
    [Range(1, 168)]
    public int MaximumHours { get; set; } = 24;
}
