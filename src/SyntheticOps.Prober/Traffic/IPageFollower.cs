using Microsoft.Playwright;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Listens to one page over Chromium's own protocol, beside the requests.</summary>
internal interface IPageFollower
{
    /// <summary>Subscribes, then asks the browser for the events; the caller awaits the requests within its deadline.</summary>
    /// <param name="isMain">The page of the run, not a window that it opened.</param>
    IEnumerable<Task> Follow(ICDPSession session, bool isMain);
}
