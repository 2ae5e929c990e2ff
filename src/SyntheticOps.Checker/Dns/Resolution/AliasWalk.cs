using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Follows CNAMEs link by link, each asked anew: what a server adds about other names is never used.</summary>
internal static class AliasWalk
{
    public const int MaximumLinks = 16;

    public static async Task<LookupAnswer> FollowAsync(DnsQuestion question, Func<DnsQuestion, Task<Link>> ask)
    {
        var chain = new List<DnsName>();
        var at = question.Name;
        while (true)
        {
            var link = await ask(question with { Name = at });
            if (link.Alias is not { } target)
            {
                return new LookupAnswer(question, link.Status) { Records = link.Records, Chain = chain, Detail = link.Detail, HasSoa = link.HasSoa };
            }

            var loops = target.Equals(question.Name) || chain.Contains(target);
            chain.Add(target);
            if (loops || chain.Count > MaximumLinks)
            {
                return new LookupAnswer(question, loops ? LookupStatus.Loop : LookupStatus.TooLong) { Chain = chain };
            }

            at = target;
        }
    }
}
