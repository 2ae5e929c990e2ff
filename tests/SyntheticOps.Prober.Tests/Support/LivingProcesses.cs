using System.Globalization;
using SyntheticOps.Prober.Browser;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>The processes of a browser and its driver, and its folders, as they were before something happened to them. Linux only.</summary>
internal sealed record LivingProcesses(int Browser, int Driver, IReadOnlyList<int> All, IReadOnlyList<string> Folders)
{
    /// <summary>Processes that are still there. A dead one whose parent is process 1 waits for the init alone (containers need one).</summary>
    public int Left => All.Count(pid => StatOf(pid) is { } stat && !(stat.State == 'Z' && stat.Parent == 1));

    public int LeftFolders => Folders.Count(Directory.Exists);

    /// <summary>Of the browser that the host has or now starts; a page is open meanwhile, so that every kind of process is among them.</summary>
    public static async Task<LivingProcesses> OfAsync(BrowserHost host, CancellationToken token)
    {
        await using var lease = (await host.LeaseAsync(token)).Lease!;
        await using var context = await lease.Browser.NewContextAsync();
        await (await context.NewPageAsync()).SetContentAsync("<h1>Ok</h1>");
        var browser = lease.Pid!.Value;
        var driver = ProcessTree.ParentOf(browser)!.Value;
        return new(browser, driver, [driver, .. Below(driver)], [ProcessTree.ProfileOf(browser) ?? "", lease.TraceFolder]);
    }

    /// <summary>With the processes that came meanwhile.</summary>
    public LivingProcesses Again() => this with { All = [.. All, .. Below(Driver)] };

    /// <summary>Those of one kind that live now, such as renderer or gpu-process.</summary>
    public IReadOnlyList<int> OfKind(string type) => [.. Below(Browser).Where(pid => Command(pid).Contains($"--type={type}", StringComparison.Ordinal))];

    private static IEnumerable<int> Below(int pid)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(id => StatOf(id)?.Parent ?? 0);
        return Walk(pid);

        IEnumerable<int> Walk(int parent) => parents[parent].SelectMany(child => Walk(child).Prepend(child));
    }

    private static (char State, int Parent)? StatOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Command(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
