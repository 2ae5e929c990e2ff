using System.Globalization;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>Processes as /proc lists them.</summary>
internal static class ProcessList
{
    /// <summary>Every descendant.</summary>
    public static IReadOnlyList<int> Below(int parent)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? (Id: id, Parent: ParentOf(id)) : default)
            .Where(process => process.Id > 0)
            .ToLookup(process => process.Parent, process => process.Id);
        return [.. Walk(parent)];

        IEnumerable<int> Walk(int id) => parents[id].SelectMany(child => Walk(child).Prepend(child));
    }

    public static bool IsAlive(int id) => Stat(id) is [_, var state, ..] && state is not ("Z" or "X");

    private static int ParentOf(int id) => Stat(id) is [_, _, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <summary>Name, state, parent, ...; empty when it is gone.</summary>
    private static string[] Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return ["name", .. text[(text.LastIndexOf(')') + 2)..].Split(' ')];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
