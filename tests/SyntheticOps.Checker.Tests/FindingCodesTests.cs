using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Tests;

/// <summary>
/// Every code that a check can find stands in the list that the field agreed on (testdata/finding-codes.tsv), with its severity
/// there, or in docs/verdicts.md with the reason why it is ours; and every code of the list can be found.
/// </summary>
public sealed partial class FindingCodesTests
{
    private static readonly string Root = FindRoot();

    /// <summary>The keys of MDN's tests and the types of CSP Evaluator are those tools' own; bench/agreement compares them.</summary>
    private static readonly string[] Foreign = ["Headers/Rules/", "Headers/Csp/", "Headers/Standards/"];

    /// <summary>What a header's name is put behind: `leak:` and `deprecated:`.</summary>
    private static readonly (string File, string Prefix, string Names)[] Composed =
    [
        ("Headers/Inspections/LeakInspection.cs", "leak:", @"""(x-[a-z-]+)"""),
        ("Headers/Inspections/ObsoleteInspection.cs", "deprecated:", @"\(""([a-z-]+)"","),
    ];

    private static readonly List<Emission> Emitted = [.. Sources().SelectMany(source => Read(source.Name, source.Text)).Distinct()];

    [Fact]
    public void Codes_ThatCanBeFound_AreListedWithTheirSeverity()
    {
        var known = Listed().Select(code => $"{code.Code} {code.Severity}").Concat(Ours().Select(code => $"{code.Code} {code.Severity}")).ToHashSet();
        var names = known.Select(line => line.Split(' ')[0]).ToHashSet();

        Emitted.Where(code => code.Severity is null ? !names.Contains(code.Code) : !known.Contains($"{code.Code} {code.Severity}"))
            .Select(code => $"{code.Code} {code.Severity} in {code.File}").ShouldBeEmpty();
    }

    [Fact]
    public void Codes_OfTheList_CanBeFound() =>
        Listed().Select(code => code.Code).Except(Emitted.Select(code => code.Code)).ShouldBeEmpty();

    [Fact]
    public void Codes_OfOurOwn_CanBeFoundAndSayWhy()
    {
        Ours().ShouldAllBe(code => code.Why.Length > 10);
        Ours().Select(code => code.Code).Except(Emitted.Select(code => code.Code)).ShouldBeEmpty();
        Ours().Select(code => $"{code.Code} {code.Severity}").Intersect(Listed().Select(code => $"{code.Code} {code.Severity}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("takeover-risk", "error")]
    [InlineData("soa-serial-mismatch", "warning")]
    public void Codes_Severity_IsTheListsAlone(string code, string severity) =>
        Emitted.Where(emission => emission.Code == code).Select(emission => emission.Severity).OfType<string>().Distinct().ShouldBe([severity]);

    private static List<(string Code, string Severity)> Listed() =>
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "testdata", "finding-codes.tsv")).Where(line => line[0] != '#').Select(line => line.Split('\t')).Select(fields => (fields[1], fields[2])),
    ];

    private static List<(string Code, string Severity, string Why)> Ours() =>
    [
        .. File.ReadAllLines(Path.Combine(Root, "docs", "verdicts.md")).SkipWhile(line => line != "# Codes of our own").Select(line => Row().Match(line)).Where(row => row.Success)
            .SelectMany(row => Code().Matches(row.Groups[1].Value).Select(code => (code.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value)))
            .SelectMany(row => row.Item2.Split(" or ").Select(severity => (row.Item1, severity, row.Item3))),
    ];

    private static IEnumerable<Emission> Read(string file, string text)
    {
        var constants = Constant().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (var (match, isDns) in new[] { DnsFinding(), AnyFinding(), OtherFinding() }.SelectMany(pattern => pattern.Matches(text).Select(match => (match, pattern == DnsFinding()))))
        {
            var code = match.Groups["code"].Success ? match.Groups["code"].Value : constants.GetValueOrDefault(match.Groups["name"].Value, "");
            if (isDns || code.AsSpan().ContainsAny('-', ':'))
            {
                yield return new Emission(code, match.Groups["severity"].Success ? match.Groups["severity"].Value.ToLowerInvariant() : null, file);
            }
        }

        foreach (var code in Failure().Matches(text).SelectMany(match => Code().Matches(match.Value.Replace('"', '`'))).Concat(Mixed().Matches(text)))
        {
            yield return new Emission(code.Groups[1].Value, null, file);
        }

        foreach (var (_, prefix, names) in Composed.Where(composed => file == composed.File))
        {
            foreach (Match name in Regex.Matches(text, names, RegexOptions.None, TimeSpan.FromSeconds(5)))
            {
                yield return new Emission(prefix + name.Groups[1].Value, null, file);
            }
        }
    }

    private static IEnumerable<(string Name, string Text)> Sources()
    {
        var folder = Path.Combine(Root, "src", "SyntheticOps.Checker");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .Where(file => !Foreign.Any(foreign => file.Name.StartsWith(foreign, StringComparison.Ordinal)) && !file.Name.StartsWith("obj/", StringComparison.Ordinal))
            .Select(file => (file.Name, File.ReadAllText(file.Path)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    /// <param name="Severity">Null where the source decides it at run time.</param>
    private sealed record Emission(string Code, string? Severity, string File);

    [GeneratedRegex("""const string (\w+) = "([^"]+)";""")]
    private static partial Regex Constant();

    [GeneratedRegex("""Found\.(?<severity>Error|Warning|Info)\(\s*(?:"(?<code>[^"]+)"|(?<name>\w+))\s*,""")]
    private static partial Regex DnsFinding();

    /// <summary>A code, then a severity, fixed or chosen.</summary>
    [GeneratedRegex("""\b(?:new(?: TlsCode| Finding| Observation)?|Of)\(\s*(?:"(?<code>[a-z0-9:-]+)"|(?<name>Code))\s*,\s*(?:Severity\.(?<severity>\w+)|severity|better|Weight|SeverityOf|findings|impact)\b""")]
    private static partial Regex AnyFinding();

    [GeneratedRegex("""\b(?:Unmet\.Finding|Of|Invalid|Status)\(\s*(?:exchange, )?(?:"(?<code>[a-z0-9-]+)"|(?<name>Code))\s*,\s*(?!Severity|Weight|severity)""")]
    private static partial Regex OtherFinding();

    [GeneratedRegex("""\bCode = [^;}\n]*"[a-z0-9-]+[a-z0-9]"[^;}\n]*""")]
    private static partial Regex Failure();

    [GeneratedRegex("\"(mixed:[a-z]+)\"")]
    private static partial Regex Mixed();

    [GeneratedRegex("`([a-z][a-z0-9:-]*[a-z0-9])`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (`.+`) \| (error|warning|info|error or warning|warning or error|error or info|error or warning or info) \| (.+) \|$")]
    private static partial Regex Row();
}
