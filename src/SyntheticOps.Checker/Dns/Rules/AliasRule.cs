using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Aliases end somewhere, and soon.</summary>
internal sealed class AliasRule : IDnsRule
{
    private const int LongFrom = 6;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        var name = facts.Name.Shown;
        if (facts.Answers.Find(facts.Name, RecordType.A) is not { Chain: [_, ..] chain } answer)
        {
            yield break;
        }

        var links = string.Join(" -> ", chain.Select(link => link.Shown));
        switch (answer.Status)
        {
            case LookupStatus.Loop:
                yield return Found.Error("cname-loop", name, $"The aliases of {name} lead back to themselves: {links}.", links);
                break;
            // What can be claimed at a service is the other rule's.
            case LookupStatus.NXDomain when ClaimableService.ByAbsence(chain[^1]) is null:
                yield return Found.Error("cname-dangling", name, $"{name} points to {chain[^1].Shown}, which does not exist.", chain[^1].Shown);
                break;
            case LookupStatus.TooLong:
            case LookupStatus.Found or LookupStatus.NoData when chain.Count >= LongFrom:
                yield return Found.Warning("cname-chain-long", name, $"{name} leads through {chain.Count} aliases or more; point it closer to its target.", links);
                break;
            default:
                break;
        }
    }
}
