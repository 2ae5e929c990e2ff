namespace SyntheticOps.Gateway.Webhooks;

/// <summary>What the shop made of a replayed webhook.</summary>
/// <param name="Problem">Null when the shop has it.</param>
internal sealed record DeliveryResult(DeliveryFault Fault, string? Problem)
{
    public static readonly DeliveryResult Delivered = new(DeliveryFault.None, null);

    public bool IsDelivered => Problem is null;

    public static DeliveryResult Down(string problem) => new(DeliveryFault.Down, problem);

    public static DeliveryResult Failed(string problem) => new(DeliveryFault.Failed, problem);

    public static DeliveryResult Refused(string problem) => new(DeliveryFault.Refused, problem);
}

/// <summary>Whose fault it is that the shop does not have a webhook.</summary>
internal enum DeliveryFault
{
    None,

    /// <summary>The shop's: nobody is there.</summary>
    Down,

    /// <summary>Nobody knows: the shop, or something behind it, broke, perhaps over this webhook.</summary>
    Failed,

    /// <summary>The webhook's: the shop does not want it.</summary>
    Refused,
}
