using System.Text;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>A service at which anybody may take a name that is free; the list is data, one line a service (takeover.txt).</summary>
/// <param name="Suffixes">Names of the service; `amazonaws.com^s3` wants a label that begins with s3 besides.</param>
/// <param name="Body">Text of the page of a free name; null when NXDOMAIN is the sign.</param>
/// <param name="IsCertain">False where the service asks for a proof of ownership in some cases.</param>
internal sealed record ClaimableService(string Name, IReadOnlyList<string> Suffixes, string? Body, bool IsCertain)
{
    public static IReadOnlyList<ClaimableService> All { get; } = Read();

    /// <summary>The service whose names are free when they do not exist.</summary>
    public static ClaimableService? ByAbsence(DnsName target) => All.FirstOrDefault(service => service.Body is null && service.Holds(target));

    /// <summary>The service whose page tells that a name is free.</summary>
    public static ClaimableService? ByPage(DnsName target) => All.FirstOrDefault(service => service.Body is not null && service.Holds(target));

    public bool Holds(DnsName target) => Suffixes.Any(suffix => suffix.Split('^') switch
    {
        [var name, var label] => target.IsAtOrBelow(DnsName.Parse(name)) && target.Shown.Split('.').Any(part => part.StartsWith(label, StringComparison.Ordinal)),
        _ => target.IsAtOrBelow(DnsName.Parse(suffix)),
    });

    private static List<ClaimableService> Read()
    {
        using var stream = typeof(ClaimableService).Assembly.GetManifestResourceStream("dns-takeover.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').Select(Parse)];
    }

    private static ClaimableService Parse(string line)
    {
        var fields = line.Split('|', StringSplitOptions.TrimEntries);
        return new ClaimableService(fields[0], fields[1].Split(' '), fields[2] == "nxdomain" ? null : fields[3], fields[2] != "edge");
    }
}
