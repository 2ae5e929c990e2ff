using SyntheticOps.Checker.Baselines;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>
/// The approved records of a name, by type, sorted, so that order never counts. A run that finds the file missing writes it;
/// from then on a value that is added or removed is drift until somebody approves the new state (`synops baseline approve`).
/// </summary>
internal sealed record DnsBaseline(IReadOnlyDictionary<string, IReadOnlyList<string>> Records)
{
    /// <summary>What is there now; every answer must be known. An alias is a value of its own type, CNAME, besides what it leads to.</summary>
    public static DnsBaseline Of(IReadOnlyList<LookupAnswer> answers)
    {
        var records = answers.ToDictionary(
            answer => WireText.Type(answer.Question.Type),
            answer => (IReadOnlyList<string>)[.. answer.Records.Select(Value).Distinct().Order(StringComparer.Ordinal)]);
        if (answers.FirstOrDefault(answer => answer.Chain.Count > 0) is { } alias)
        {
            records[WireText.Type(RecordType.CNAME)] = [alias.Chain[0].Shown + "."];
        }

        return new DnsBaseline(records.OrderBy(item => item.Key, StringComparer.Ordinal).ToDictionary());
    }

    /// <summary>The approved state in the file; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is no baseline; the message names it.</exception>
    public static DnsBaseline? Read(string path) =>
        BaselineFile.Read<DnsBaseline>(path, "records", baseline => baseline.Records is { } records && records.Values.All(values => values is not null));

    public void Write(string path) => BaselineFile.Write(path, this);

    /// <summary>What differs now. A type that the file does not know is not compared: it was not watched when it was approved.</summary>
    public IEnumerable<Finding> Drift(DnsBaseline now, string name)
    {
        foreach (var (type, approved) in Records.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            // An alias that went away leaves no key; any other missing type is no longer watched.
            var current = now.Records.GetValueOrDefault(type) ?? (type == WireText.Type(RecordType.CNAME) ? [] : approved);
            foreach (var gone in approved.Except(current))
            {
                yield return new("record-removed", Severity.Error, FindingKind.Drift, $"{name} {type}", [gone], $"{name} {type} lost an approved value: {Short(gone)}");
            }

            foreach (var added in current.Except(approved))
            {
                yield return new("record-added", Weight(type), FindingKind.Drift, $"{name} {type}", [added], $"{name} {type} has a value that nobody approved: {Short(added)}");
            }
        }

        var cname = WireText.Type(RecordType.CNAME);
        if (!Records.ContainsKey(cname) && now.Records.TryGetValue(cname, out var alias))
        {
            yield return new("record-added", Severity.Error, FindingKind.Drift, $"{name} {cname}", alias, $"{name} became an alias of {alias[0]}");
        }
    }

    /// <summary>TXT holds tokens of many vendors, so that a new one is news and no alarm.</summary>
    private static Severity Weight(string type) => type == WireText.Type(RecordType.TXT) ? Severity.Info : Severity.Error;

    private static string Short(string value) => value.Length <= 200 ? value : string.Concat(value.AsSpan(0, 199), "…");

    /// <summary>Names without case, and of a SOA what its owner decides: not the serial.</summary>
    private static string Value(DnsRecord record) => record.Data switch
    {
        SoaData soa => (soa with { Serial = 0 }).ToString().ToLowerInvariant(),
        AddressData or NameData or MxData or SrvData => record.Data.ToString().ToLowerInvariant(),
        _ => record.Data.ToString(),
    };
}
