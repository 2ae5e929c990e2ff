using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Running;

/// <summary>
/// The processes of one system, by /proc: those that inherited its mark, and the descendants of those, since a browser
/// overwrites its environment. A process is known by id and start time, so that a reused id is nobody.
/// </summary>
internal sealed class ProcessTree(string mark)
{
    public const string Variable = "SYNOPS_E2E_MARK";

    private readonly HashSet<(int Id, string Started)> _seen = [];

    public static string NewMark() => Guid.NewGuid().ToString("N");

    /// <summary>All that run now, with what they are; also those seen earlier whose parent is gone.</summary>
    public IReadOnlyList<(int Id, string Command)> Alive()
    {
        var all = new Dictionary<int, (int Parent, string Started)>();
        foreach (var id in Ids())
        {
            if (Stat(id) is { } stat)
            {
                all[id] = stat;
            }
        }

        var members = all.Where(process => Read(id: process.Key, "environ").Contains($"{Variable}={mark}", StringComparison.Ordinal) || _seen.Contains((process.Key, process.Value.Started)))
            .Select(process => process.Key).ToHashSet();
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(all.Where(process => members.Contains(process.Value.Parent)).Select(process => process.Key));
        }
        while (members.Count > before);

        _seen.UnionWith(members.Select(id => (id, all[id].Started)));
        return [.. members.Order().Select(id => (id, Command(id)))];
    }

    /// <summary>The environment of the process that runs this program, whoever started it; null when there is none.</summary>
    /// <param name="program">SyntheticOps.Prober.</param>
    public IReadOnlyDictionary<string, string>? EnvironmentOf(string program) => IdOf(program) is { } id
        ? Read(id, "environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).Where(entry => entry.Length == 2)
            .ToDictionary(entry => entry[0], entry => entry[1])
        : null;

    public void KillRest()
    {
        foreach (var (id, _) in Alive())
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended meanwhile.
            }
        }
    }

    private int? IdOf(string program) => Alive()
        .Where(process => Read(process.Id, "cmdline").Split('\0').Any(part => Path.GetFileName(part) == program || Path.GetFileName(part) == program + ".dll"))
        .Select(process => (int?)process.Id).FirstOrDefault();

    private static IEnumerable<int> Ids() => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    /// <summary>Parent and start time of a process; null for one that has ended, a zombie too.</summary>
    private static (int Parent, string Started)? Stat(int id)
    {
        var text = Read(id, "stat");
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") ? (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]) : null;
    }

    private static string Command(int id)
    {
        var command = Read(id, "cmdline").Replace('\0', ' ').Trim();
        return command.Length > 200 ? command[..200] : command;
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
