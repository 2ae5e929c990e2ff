using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Browser;

/// <summary>Decides whether Chromium runs in its sandbox (PRB-20).</summary>
internal static class Sandbox
{
    public static bool IsOn(BrowserSettings settings) => !settings.AllowNoSandbox;

    /// <summary>Why the browser must not be started like this; null when it may.</summary>
    public static string? Refusal(BrowserSettings settings) =>
        Refusal(settings, OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess);

    internal static string? Refusal(BrowserSettings settings, bool isRoot) => isRoot && !settings.AllowNoSandbox
        ? "Chromium has no sandbox when it is run as root. Run the prober as another user, or set "
            + $"{Names.Env.AllowNoSandbox}=1 if it visits trusted pages only; each run then says so."
        : null;
}
