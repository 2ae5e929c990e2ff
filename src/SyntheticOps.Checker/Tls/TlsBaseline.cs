using System.Globalization;
using System.Text.RegularExpressions;
using SyntheticOps.Checker.Baselines;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls;

/// <summary>
/// The approved TLS of a server: what its owner decides, and nothing that a renewal changes by itself (dates, serial number,
/// which of an authority's intermediates signed). Lists by property, sorted.
/// </summary>
internal sealed partial record TlsBaseline(IReadOnlyDictionary<string, IReadOnlyList<string>> Tls)
{
    private const string Authority = "authority";
    private const string Key = "key";
    private const string Names = "names";
    private const string Protocols = "protocols";
    private const string Suites = "suites";
    private const string Applications = "applications";

    private static readonly string[] OldVersions = [TlsVersion.Ssl3.Word(), TlsVersion.Tls10.Word(), TlsVersion.Tls11.Word()];

    public static TlsBaseline Of(TlsFacts facts) => new(new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [Applications] = facts.Handshake is { Protocol.Length: > 0 } handshake ? [handshake.Protocol] : [],
        [Authority] = [OwnerOf(facts.Leaf.Issuer)],
        [Key] = [string.Create(CultureInfo.InvariantCulture, $"{KindOf(facts.Leaf)} {facts.Leaf.KeyBits}")],
        [Names] = Sorted(facts.Leaf.DnsNames.Select(name => name.ToLowerInvariant()).Concat(facts.Leaf.Addresses.Select(address => address.ToString()))),
        [Protocols] = Sorted(facts.Versions.Where(version => version.Value).Select(version => version.Key.Word())),
        [Suites] = Sorted(facts.Suites.SelectMany(GroupsOf)),
    });

    /// <summary>The approved state in the file; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is no baseline; the message names it.</exception>
    public static TlsBaseline? Read(string path) =>
        BaselineFile.Read<TlsBaseline>(path, "tls", baseline => baseline.Tls is { } properties && properties.Values.All(values => values is not null));

    public void Write(string path) => BaselineFile.Write(path, this);

    /// <summary>What differs now. A property that the file does not know is not compared.</summary>
    public IEnumerable<Finding> Drift(TlsBaseline now, string host)
    {
        foreach (var (property, approved) in Tls.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            var current = now.Tls.GetValueOrDefault(property) ?? approved;
            var (gone, added) = (approved.Except(current).ToList(), current.Except(approved).ToList());
            if (property is Key or Authority && gone is [var was] && added is [var becomes])
            {
                var better = property == Key && IsStronger(was, becomes);
                yield return new(
                    "tls-changed", better ? Severity.Info : Severity.Error, FindingKind.Drift, property, [was, becomes], $"The {property} of {host} changed{(better ? ", which is better," : "")} from {was} to {becomes}.");
                continue;
            }

            foreach (var value in gone)
            {
                yield return new("tls-removed", Weight(property, value, isNew: false), FindingKind.Drift, property, [value], $"{host}: {value} is gone from its {property}.");
            }

            foreach (var value in added)
            {
                yield return new("tls-added", Weight(property, value, isNew: true), FindingKind.Drift, property, [value], $"{host}: {value} is new among its {property}.");
            }
        }
    }

    /// <summary>Old versions and weak groups of suites are bad when they come and good when they go; the rest is the other way round.</summary>
    private static Severity Weight(string property, string value, bool isNew)
    {
        var isBad = property == Suites || (property == Protocols && OldVersions.Contains(value));
        return isBad != isNew ? Severity.Info : property == Applications ? Severity.Warning : Severity.Error;
    }

    private static bool IsStronger(string was, string becomes)
    {
        var (before, after) = (was.Split(' '), becomes.Split(' '));
        return before[0] == after[0] && int.Parse(after[^1], CultureInfo.InvariantCulture) > int.Parse(before[^1], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> GroupsOf(System.Net.Security.TlsCipherSuite suite)
    {
        if (CipherSuites.IsWeak(suite))
        {
            yield return "weak";
        }

        if (!CipherSuites.HasForwardSecrecy(suite))
        {
            yield return "without forward secrecy";
        }

        if (CipherSuites.IsCbc(suite))
        {
            yield return "CBC";
        }
    }

    private static string KindOf(CertificateFacts leaf) => leaf.Key switch { KeyKind.Rsa => "RSA", KeyKind.EllipticCurve => "EC", _ => "other" };

    /// <summary>The organisation; its intermediates rotate.</summary>
    private static string OwnerOf(string issuer) => Organisation().Match(issuer) is { Success: true } match ? match.Groups[1].Value : issuer;

    private static string[] Sorted(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("(?:^|, )O=(\"[^\"]*\"|[^,]*)")]
    private static partial Regex Organisation();
}
