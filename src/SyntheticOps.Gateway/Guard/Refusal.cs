namespace SyntheticOps.Gateway.Guard;

/// <summary>Feature of a request that the gateway itself refused: the reason that metrics and the access log name. One object a reason, so that a flood costs none.</summary>
internal sealed record Refusal(string Reason)
{
    public static readonly Refusal Block = new("block");
    public static readonly Refusal Automatic = new("automatic");
    public static readonly Refusal Rate = new("rate");
    public static readonly Refusal Maintenance = new("maintenance");
    public static readonly Refusal Host = new("host");
    public static readonly Refusal Method = new("method");
    public static readonly Refusal Path = new("path");
}
