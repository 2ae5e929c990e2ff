namespace SyntheticOps.Cli.Drills;

/// <summary>One way to break the demo shop on purpose. One file a drill, one line in <see cref="DrillCatalogue"/>.</summary>
internal abstract class Drill
{
    /// <summary>The scenario that must open, and the word on the command line.</summary>
    public abstract string Scenario { get; }

    /// <summary>English, one clause: what is done to the shop.</summary>
    public abstract string Description { get; }

    /// <summary>The faults to switch on (contracts.md section 7), in this order.</summary>
    public abstract IReadOnlyList<Fault> Faults { get; }

    /// <summary>Text that the incident's cause or evidence must contain, so that it is the right one for the right reason.</summary>
    public abstract IReadOnlyList<string> Names { get; }
}

/// <summary>`PUT /_faults/NAME` with these parameters.</summary>
internal sealed record Fault(string Name, object Params);
