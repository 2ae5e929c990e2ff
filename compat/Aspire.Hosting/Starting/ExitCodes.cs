namespace Aspire.Hosting.Starting;

/// <summary>Exit codes of an AppHost.</summary>
internal static class ExitCodes
{
    public const int Stopped = 0;
    public const int EverythingDied = 1;
    public const int CannotStart = 2;
}
