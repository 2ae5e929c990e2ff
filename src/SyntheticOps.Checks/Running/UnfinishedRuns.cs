using System.Text.Json;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Running;

/// <summary>A small file for each run that has begun and whose root span is not kept yet.</summary>
/// <param name="folder">Null keeps no files: nothing is sent from this process.</param>
internal sealed class UnfinishedRuns(string? folder)
{
    public void Begin(RunStart start)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            // Not synced: the page cache survives a killed process, and a lost machine is told by silence.
            using var stream = OwnerOnly.OpenWrite(PathOf(start.RunId), FileMode.Create);
            JsonSerializer.Serialize(stream, start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk stops no run; the spool says so when the result cannot be kept.
        }
    }

    public void End(string runId)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            File.Delete(PathOf(runId));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // At worst the run is told twice at the next start; the first one wins.
        }
    }

    /// <summary>The runs that an earlier process left behind. Files that cannot be read are deleted.</summary>
    public IReadOnlyList<RunStart> Left()
    {
        var left = new List<RunStart>();
        foreach (var file in folder is null ? [] : Directory.GetFiles(folder, "*.json"))
        {
            try
            {
                left.Add(JsonSerializer.Deserialize<RunStart>(File.ReadAllBytes(file))!);
            }
            catch (Exception e) when (e is IOException or JsonException)
            {
                File.Delete(file);
            }
        }

        return [.. left.OrderBy(start => start.StartedAt)];
    }

    private string PathOf(string runId) => Path.Combine(folder!, runId + ".json");
}
