using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>Says on standard error how far a batch is: about ten lines, and one for each entry that is wrong.</summary>
internal sealed class BatchProgress(TextWriter errors, TimeProvider clock)
{
    private const int Lines = 10;

    private readonly Lock _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private int _all;
    private int _done;
    private int _failed;

    public void Begin(int targets, IEnumerable<TargetEntry> wrong)
    {
        _all = targets;
        foreach (var entry in wrong)
        {
            errors.WriteLine($"{Plain.Text(entry.Id)}: {Plain.Text(entry.Mistake)}");
        }
    }

    public void Add(TargetReport report)
    {
        lock (_lock)
        {
            _done++;
            _failed += report.HasErrors ? 1 : 0;
            if (_done < _all && _done % Math.Max(_all / Lines, 1) == 0)
            {
                errors.WriteLine($"{_done} of {_all} inspected{Failed()}");
            }
        }
    }

    public void End(int done) =>
        errors.WriteLine($"{done} of {_all} inspected in {clock.GetElapsedTime(_started).TotalSeconds:0.0} s{Failed()}");

    private string Failed() => _failed == 0 ? "" : $", {_failed} of them not in every respect";
}
