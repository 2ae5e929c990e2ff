using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data;

/// <summary>One invariant over the shop's data.</summary>
internal interface IDataRule
{
    /// <summary>Looks once; what is wrong, or null.</summary>
    Task<Finding?> JudgeAsync(DataLook look, CancellationToken token);
}

/// <summary>What a rule is given for one run.</summary>
internal sealed record DataLook(DataSession Session, CountBaseline Baseline, CheckRun Run, DateTimeOffset Now);
