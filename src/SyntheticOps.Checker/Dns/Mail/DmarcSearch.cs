using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>What the walk up the tree found.</summary>
internal sealed record DmarcFound(DmarcSearchEnd End)
{
    public DmarcRecord Record { get; init; } = new(new Dictionary<string, string>());

    /// <summary>The name whose record counts, or at which the fault is.</summary>
    public DnsName At { get; init; } = DnsName.Root;
}

/// <summary>How the walk ended.</summary>
internal enum DmarcSearchEnd
{
    /// <summary>Some answer is not known: nothing follows.</summary>
    Unknown,
    Missing,
    Found,
    Several,

    /// <summary>Begins as a record and is none.</summary>
    Malformed,
}

/// <summary>Finds the record that counts for a name, and the organisation that a name belongs to, by walking up the tree (RFC 9989 section 4.10); pure.</summary>
internal static class DmarcSearch
{
    private const int MaximumQuestions = 8;

    /// <summary>The name's own record, else the organisation's, else the public suffix's.</summary>
    public static DmarcFound Find(AnswerBook answers, DnsName name)
    {
        var own = At(answers, name);
        if (own.End != DmarcSearchEnd.Missing)
        {
            return own;
        }

        var fault = own;
        if (Steps(answers, name) is not { } steps)
        {
            return new DmarcFound(DmarcSearchEnd.Unknown);
        }

        fault = steps.FirstOrDefault(step => step.End is DmarcSearchEnd.Several or DmarcSearchEnd.Malformed) ?? fault;
        var found = steps.Where(step => step.End == DmarcSearchEnd.Found).ToList();
        var organisation = Organisation(found, name);
        return found.Find(step => step.At.Equals(organisation)) ?? found.Find(step => step.Record.PublicSuffix == "y") ?? fault;
    }

    /// <summary>The organisation of a name; null when the answers are not all known.</summary>
    public static DnsName? OrganisationOf(AnswerBook answers, DnsName name) =>
        Steps(answers, name) is { } steps ? Organisation([.. steps.Where(step => step.End == DmarcSearchEnd.Found)], name) : null;

    private static DnsName Organisation(List<DmarcFound> found, DnsName start)
    {
        if (found.Find(step => step.Record.PublicSuffix == "n") is { } declared)
        {
            return declared.At;
        }

        // A public suffix ends the walk; the organisation is the name directly below it.
        if (found.Find(step => step.Record.PublicSuffix == "y" && !step.At.Equals(start)) is { } suffix)
        {
            var below = start;
            while (below.Labels > suffix.At.Labels + 1)
            {
                below = below.Parent;
            }

            return below;
        }

        return found.Count > 0 ? found[^1].At : start;
    }

    /// <summary>Every step of the walk, upwards; null when one of them is not known.</summary>
    private static List<DmarcFound>? Steps(AnswerBook answers, DnsName name)
    {
        var steps = new List<DmarcFound>();
        foreach (var at in Walk(name))
        {
            var step = At(answers, at);
            if (step.End == DmarcSearchEnd.Unknown)
            {
                return null;
            }

            steps.Add(step);
            if (step is { End: DmarcSearchEnd.Found, Record.PublicSuffix: "y" or "n" })
            {
                break;
            }
        }

        return steps;
    }

    private static DmarcFound At(AnswerBook answers, DnsName at)
    {
        if (at.Child("_dmarc") is not { } place)
        {
            return new DmarcFound(DmarcSearchEnd.Missing) { At = at };
        }

        if (answers.Find(place, RecordType.TXT) is not { IsKnown: true } answer)
        {
            return new DmarcFound(DmarcSearchEnd.Unknown);
        }

        var texts = answer.Data<TextData>().Select(text => text.Joined).ToList();
        return texts.FindAll(DmarcRecord.Is) switch
        {
            [] => new DmarcFound(texts.Exists(DmarcRecord.IsAlmost) ? DmarcSearchEnd.Malformed : DmarcSearchEnd.Missing) { At = at },
            [var only] => new DmarcFound(DmarcSearchEnd.Found) { At = at, Record = DmarcRecord.Parse(only) },
            _ => new DmarcFound(DmarcSearchEnd.Several) { At = at },
        };
    }

    /// <summary>The name, then its parents; long names skip to the last seven labels.</summary>
    private static IEnumerable<DnsName> Walk(DnsName name)
    {
        yield return name;
        var at = name.Parent;
        while (at.Labels >= MaximumQuestions)
        {
            at = at.Parent;
        }

        for (; !at.IsRoot; at = at.Parent)
        {
            yield return at;
        }
    }
}
