using System.Text.RegularExpressions;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>Forms of the identifiers that come in addresses.</summary>
internal static partial class Ids
{
    /// <summary>32 lower-case hex digits.</summary>
    public static bool IsTrace(string id) => TraceForm().IsMatch(id);

    /// <summary>contracts.md section 5.</summary>
    public static bool IsArtifact(string name) => ArtifactForm().IsMatch(name);

    public static bool IsIncident(string id) => IncidentForm().IsMatch(id);

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex TraceForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex ArtifactForm();

    [GeneratedRegex("^INC-[0-9]{1,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex IncidentForm();
}
