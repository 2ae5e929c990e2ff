using System.Net;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>What is going on.</summary>
/// <param name="Kind">See <see cref="AttackKinds"/>.</param>
/// <param name="Addresses">Who, the busiest first.</param>
/// <param name="Count">Events in the window.</param>
/// <param name="Subject">Login path, scanner path or limit.</param>
/// <param name="Newest">Number of the newest event, so that the same ones are not told twice.</param>
internal sealed record Attack(string Kind, IReadOnlyList<IPAddress> Addresses, int Count, TimeSpan Window, string Subject, long Newest);

internal static class AttackKinds
{
    public const string FailedLogins = "failed-logins";
    public const string FailedLoginsAccount = "failed-logins-account";
    public const string FailedLoginsSpread = "failed-logins-spread";
    public const string Scanner = "scanner";
    public const string Flood = "flood";
}
