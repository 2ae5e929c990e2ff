namespace SyntheticOps.Checker.Provider;

/// <summary>How bad a provider says it is, from well to worst.</summary>
internal enum Impact
{
    None,
    Maintenance,
    Minor,
    Major,
    Critical,
}

/// <summary>The words of status pages.</summary>
internal static class ImpactWords
{
    public static string Word(this Impact impact) => impact.ToString().ToLowerInvariant();

    /// <summary>`impact` of an incident; a word that nobody knows is at least minor.</summary>
    public static Impact OfIncident(string? word) => word switch
    {
        "none" => Impact.None,
        "maintenance" => Impact.Maintenance,
        "major" or "partial_outage" => Impact.Major,
        "critical" or "full_outage" => Impact.Critical,
        _ => Impact.Minor,
    };

    /// <summary>`status` of a component.</summary>
    public static Impact OfComponent(string? word) => word switch
    {
        "operational" => Impact.None,
        "under_maintenance" => Impact.Maintenance,
        "partial_outage" => Impact.Major,
        "major_outage" or "full_outage" => Impact.Critical,
        _ => Impact.Minor,
    };
}
