namespace SyntheticOps.Checks;

/// <summary>
/// A check that compares what it sees with an approved state in a file (docs/contracts.md section 10): a run that finds the
/// file missing and saw everything writes it, and what differs later is a finding of kind drift.
/// </summary>
public interface IBaselineCheck : ICheck
{
    /// <summary>Absolute path of the file; null compares with nothing.</summary>
    string? Baseline { get; }
}
