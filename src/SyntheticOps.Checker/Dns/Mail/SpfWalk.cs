using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>
/// Walks an SPF record with all its includes as the worst message would, and counts what RFC 7208 section 4.6.4 limits.
/// Pure: answers come from the book.
/// </summary>
internal sealed class SpfWalk(AnswerBook answers, string subject)
{
    private const int MaximumLookups = 10;
    private const int MaximumVoids = 2;
    private const int MaximumMailHosts = 10;

    /// <summary>Where counting ends: the verdict is clear long before.</summary>
    private const int EnoughLookups = 30;

    private readonly List<Finding> _findings = [];
    private int _lookups;
    private int _voids;

    /// <summary>Something that the walk needs was not answered, so limits are not proven.</summary>
    public bool IsPartial { get; private set; }

    public IReadOnlyList<Finding> Run(DnsName name, SpfRecord record)
    {
        Visit(name, record, [name]);
        if (_lookups > MaximumLookups)
        {
            var many = _lookups >= EnoughLookups ? $"{EnoughLookups} or more" : $"{_lookups}";
            _findings.Add(Found.Error("spf-too-many-lookups", subject, $"The SPF of {subject} needs {many} lookups; at most 10 are allowed, so it fails for everybody.", many));
        }
        else if (_lookups == MaximumLookups)
        {
            _findings.Add(Found.Warning("spf-lookups-at-limit", subject, $"The SPF of {subject} needs all 10 lookups that are allowed."));
        }

        if (_voids > MaximumVoids)
        {
            _findings.Add(Found.Error("spf-void-lookups", subject, $"The SPF of {subject} makes {_voids} lookups that find nothing; at most 2 are allowed."));
        }

        return _findings;
    }

    private void Visit(DnsName name, SpfRecord record, IReadOnlyList<DnsName> path)
    {
        foreach (var wrong in record.Wrong)
        {
            _findings.Add(Found.Error("spf-syntax", subject, $"The SPF of {name.Shown} has a term that is none: {wrong}.", name.Shown, wrong));
        }

        foreach (var term in record.Terms.Where(term => term.CostsLookup && !(term.Name == "redirect" && record.All is not null)))
        {
            if (++_lookups >= EnoughLookups)
            {
                return;
            }

            if (Target(name, term) is { } target)
            {
                Follow(name, term, target, path);
            }
        }
    }

    private DnsName? Target(DnsName name, SpfTerm term)
    {
        if (term.HasMacro || term.Name == "ptr")
        {
            return null;
        }

        if (term.Domain is not { } domain)
        {
            return name;
        }

        if (DnsName.TryParse(domain, out var target))
        {
            return target;
        }

        _findings.Add(Found.Error("spf-syntax", subject, $"The SPF of {name.Shown} names {domain}, which is no domain name.", name.Shown, domain));
        return null;
    }

    private void Follow(DnsName name, SpfTerm term, DnsName target, IReadOnlyList<DnsName> path)
    {
        switch (term.Name)
        {
            case "include" or "redirect":
                Include(name, target, path);
                break;
            case "mx":
                if (Known(answers.Find(target, RecordType.MX)) is { } hosts)
                {
                    CountVoid(hosts);
                    if (hosts.Records.Count > MaximumMailHosts)
                    {
                        _findings.Add(Found.Error("spf-too-many-lookups", subject, $"mx:{target.Shown} in the SPF of {name.Shown} leads to {hosts.Records.Count} hosts; at most 10 are allowed."));
                    }
                }

                break;
            default:
                // A message comes over one family: a name with addresses of either one is not void for all.
                if (Known(answers.Find(target, RecordType.A)) is { IsEmpty: true } none
                    && (term.Name == "exists" || Known(answers.Find(target, RecordType.AAAA)) is { IsEmpty: true }))
                {
                    CountVoid(none);
                }

                break;
        }
    }

    private void Include(DnsName name, DnsName target, IReadOnlyList<DnsName> path)
    {
        if (path.Contains(target))
        {
            _findings.Add(Found.Error("spf-include-loop", subject, $"The SPF of {name.Shown} leads back to {target.Shown}.", target.Shown));
            return;
        }

        if (Known(answers.Find(target, RecordType.TXT)) is not { } answer)
        {
            return;
        }

        CountVoid(answer);
        var records = answer.Data<TextData>().Select(text => text.Joined).Where(SpfRecord.Is).ToList();
        switch (records)
        {
            case []:
                _findings.Add(Found.Error("spf-include-without-record", subject, $"The SPF of {name.Shown} includes {target.Shown}, which has none.", target.Shown));
                break;
            case [var only]:
                Visit(target, SpfRecord.Parse(only), [.. path, target]);
                break;
            default:
                _findings.Add(Found.Error("spf-multiple", subject, $"The SPF of {name.Shown} includes {target.Shown}, which has {records.Count} of them.", target.Shown));
                break;
        }
    }

    private LookupAnswer? Known(LookupAnswer? answer)
    {
        IsPartial |= answer is not { IsKnown: true };
        return answer is { IsKnown: true } ? answer : null;
    }

    private void CountVoid(LookupAnswer answer) => _voids += answer.IsEmpty ? 1 : 0;
}
