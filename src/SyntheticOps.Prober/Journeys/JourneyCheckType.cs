using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Journeys.Coded;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Reading.Values;

namespace SyntheticOps.Prober.Journeys;

/// <summary>`journey: journeys/checkout.yaml`, with `budget: {page: 3s, total: 20s}` beside it.</summary>
internal sealed class JourneyCheckType(BrowserHost browsers, ProbeDialer dialer, IConfiguration configuration, TimeProvider clock) : ICheckType
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public string Name => "journey";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var budget = ReadBudget(entry.Find("budget")?.AsMap());
        IJourneyRoute route = body.IsMap ? ReadCode(body) : JourneyFile.Read(body.AsPath(), Variables.From(configuration), body.Errors);
        return new JourneyCheck(route, budget, browsers, dialer, clock) { Options = JourneyOptions.Read(entry) };
    }

    /// <summary>`{assembly: journeys.dll, class: SearchAndBuy, variables: {card: {secret: "${TEST_CARD}"}}}`: a journey in C#.</summary>
    private static CodedJourney ReadCode(ConfigNode body)
    {
        var map = body.AsMap();
        var scope = new Scope(Path.GetDirectoryName(body.File)!);
        var variables = map.Find("variables")?.AsMap().Entries().Select(entry => VariableKinds.Read(entry.Name, entry.Value, scope)).ToList() ?? [];
        var name = map.Find("class")?.AsText();
        var browser = BrowserReader.Read(map.Find("browser"));
        return CodedJourney.Load(map.Require("assembly")?.AsPath() ?? "", name, variables, browser);
    }

    private static Budget ReadBudget(ConfigMap? map) => new(Limit(map?.Find("page")), Limit(map?.Find("total")));

    private static TimeSpan? Limit(ConfigNode? node) => node?.AsDuration(TimeSpan.FromMilliseconds(1), Longest);
}
