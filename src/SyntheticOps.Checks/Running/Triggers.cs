namespace SyntheticOps.Checks.Running;

/// <summary>Values of `synthetic.trigger`: why a run was started.</summary>
public static class Triggers
{
    public const string Schedule = "schedule";
    public const string Recheck = "recheck";
    public const string Manual = "manual";
    public const string Ci = "ci";
    public const string Drill = "drill";
}
