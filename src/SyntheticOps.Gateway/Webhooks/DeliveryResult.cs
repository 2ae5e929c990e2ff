namespace SyntheticOps.Gateway.Webhooks;

/// <summary>What the shop made of a replayed webhook.</summary>
/// <param name="IsRefusal">The shop works, but not with this webhook.</param>
/// <param name="Problem">Null when the shop has it.</param>
internal sealed record DeliveryResult(bool IsRefusal, string? Problem)
{
    public static readonly DeliveryResult Delivered = new(false, null);

    public bool IsDelivered => Problem is null;

    public static DeliveryResult Down(string problem) => new(false, problem);

    public static DeliveryResult Refused(string problem) => new(true, problem);
}
