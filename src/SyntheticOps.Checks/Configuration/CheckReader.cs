namespace SyntheticOps.Checks.Configuration;

/// <summary>Reads the entries of `checks:`.</summary>
internal sealed class CheckReader(IReadOnlyDictionary<string, Site> sites, CheckDefaults defaults, IReadOnlyDictionary<string, ICheckType> types)
{
    /// <summary>Keys beside the type's own that only some types read.</summary>
    private static readonly string[] TypeExtras = ["degraded", "budget", "evidence", "allow", "integrity"];

    private readonly Dictionary<string, CheckDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ICheck> _runnable = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, CheckDefinition> Definitions => _definitions;

    public IReadOnlyDictionary<string, ICheck> Runnable => _runnable;

    public void Read(string name, ConfigMap entry)
    {
        var site = SiteOf(entry);
        var values = defaults.Override(entry);
        var scenario = ScenarioOf(entry);
        var type = TypeOf(entry);
        if (site is null || type is null)
        {
            AskForExtras(entry);
            return;
        }

        if (values.Quorum > site.Locations.Count)
        {
            entry.Fail("quorum", $"quorum at-least is {values.Quorum}, but the site '{site.Name}' has {site.Locations.Count} location(s)");
        }

        var definition = new CheckDefinition
        {
            Name = name,
            Site = site.Name,
            Type = type,
            Every = values.Every,
            Timeout = values.Timeout,
            Confirm = values.Confirm,
            Quorum = values.Quorum,
            Retry = values.Retry,
            Scenario = scenario,
        };
        definition = type == HeartbeatReader.Type ? HeartbeatReader.Read(definition, entry) : definition;
        _definitions[name] = definition;
        if (types.TryGetValue(type, out var known))
        {
            _runnable[name] = known.Create(definition, site, entry.Find(type)!, entry);
        }
        else
        {
            AskForExtras(entry);
        }
    }

    private static void AskForExtras(ConfigMap entry)
    {
        foreach (var key in TypeExtras)
        {
            entry.Find(key);
        }
    }

    private static string? TypeOf(ConfigMap entry)
    {
        var found = entry.Keys.Where(KnownNames.CheckTypes.Contains).ToList();
        if (found.Count != 1)
        {
            foreach (var key in KnownNames.CheckTypes)
            {
                entry.Find(key);
            }

            entry.Fail(found.Count == 0
                ? $"a check needs one of the keys {string.Join(", ", KnownNames.CheckTypes)}"
                : $"a check has one type, here are {string.Join(" and ", found)}");
            return null;
        }

        entry.Find(found[0]);
        return found[0];
    }

    private Site? SiteOf(ConfigMap entry)
    {
        if (entry.Find("site") is not { } node)
        {
            if (sites.Count > 1)
            {
                entry.Fail($"there are several sites, so each check names its own: site: {sites.Keys.First()}");
            }

            return sites.Count == 1 ? sites.Values.First() : null;
        }

        var name = node.AsText();
        if (sites.TryGetValue(name, out var site))
        {
            return site;
        }

        node.Fail($"there is no site '{EntryName.Shown(name)}'{NearestWord.Hint(name, sites.Keys)}");
        return null;
    }

    private static ScenarioHint? ScenarioOf(ConfigMap entry)
    {
        if (entry.Find("scenario") is not { } node)
        {
            return null;
        }

        if (!node.IsMap)
        {
            return new ScenarioHint(node.AsChoice([.. KnownNames.Scenarios]), KnownNames.PaymentStep);
        }

        var (scenario, step) = node.AsMap().Entries().FirstOrDefault();
        if (scenario is null || node.AsMap().Keys.Count != 1 || !KnownNames.Scenarios.Contains(scenario))
        {
            node.Fail($"one scenario with its first step is expected, such as {{payment: pay}}; scenarios are {string.Join(", ", KnownNames.Scenarios)}");
            return null;
        }

        return new ScenarioHint(scenario, step.AsText());
    }
}
