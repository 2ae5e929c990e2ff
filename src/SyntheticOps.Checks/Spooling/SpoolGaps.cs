using System.Text.Json;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Spooling;

/// <summary>Which results were given up, by check, until that is told: kept as a small file, so that a restart forgets nothing.</summary>
internal sealed class SpoolGaps
{
    private readonly string _file;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SpoolGap> _gaps = new(StringComparer.Ordinal);

    public SpoolGaps(string file)
    {
        _file = file;
        try
        {
            foreach (var gap in File.Exists(file) ? JsonSerializer.Deserialize<SpoolGap[]>(File.ReadAllBytes(file)) ?? [] : [])
            {
                _gaps[gap.Check] = gap;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // A damaged note of a gap is no reason to lose more.
        }
    }

    public void Add(string check, DateTimeOffset at)
    {
        lock (_gate)
        {
            _gaps[check] = _gaps.TryGetValue(check, out var gap)
                ? gap with { From = at < gap.From ? at : gap.From, To = at > gap.To ? at : gap.To, Results = gap.Results + 1 }
                : new SpoolGap(check, at, at, 1);
            Write();
        }
    }

    /// <summary>All gaps; they count as told.</summary>
    public IReadOnlyList<SpoolGap> Take()
    {
        lock (_gate)
        {
            SpoolGap[] gaps = [.. _gaps.Values];
            if (gaps.Length > 0)
            {
                _gaps.Clear();
                Write();
            }

            return gaps;
        }
    }

    /// <summary>Once a disk that was full takes something again: until then the file may be empty.</summary>
    public void Keep()
    {
        lock (_gate)
        {
            Write();
        }
    }

    private void Write()
    {
        try
        {
            using var stream = OwnerOnly.OpenWrite(_file, FileMode.Create);
            JsonSerializer.Serialize(stream, _gaps.Values);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is full: the gap is still told while this process lives.
        }
    }
}

/// <param name="From">When the first of the lost results was kept.</param>
/// <param name="Results">How many.</param>
internal sealed record SpoolGap(string Check, DateTimeOffset From, DateTimeOffset To, int Results);
