using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>What the compiler's analyzers cannot forbid.</summary>
public sealed partial class ForbiddenTextTests
{
    private static readonly string[] Shipped = ["AppHost", "ServiceDefaults", "compat", "src", "samples"];

    public static TheoryData<string, string> Patterns => new()
    {
        { @"\bDateTime(Offset)?\.(Utc)?Now\b", "time comes from TimeProvider" },
        { @"Task\.Delay\((?!.*,.*([cC]lock|time|TimeProvider))", "Task.Delay takes the clock" },
        { @"\bThread\.Sleep\b", "nothing sleeps" },
        { @"#pragma warning disable", "mend it instead" },
        { @"\bTODO\b(?!.*https://)|\bFIXME\b|\bHACK\b", "what is unfinished is not in the tree" },
        { @"\basync void\b", "an exception there ends the process" },
        { @"NotImplementedException", "no stubs" },
        { @"Html\.Raw|insertAdjacentHTML", "the framework encodes" },
        { @"^\s*#region", "no regions" },
        { @"--disable-web-security|--ignore-certificate-errors|--allow-file-access", "dangerous browser flags" },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Code_DoesNotContain(string pattern, string reason)
    {
        var expression = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));
        var hits = Tree.Files("*.cs", Shipped).Concat(Tree.Files("*.razor", Shipped))
            .SelectMany(file => file.Lines.Select((line, index) => (Place: $"{file.Path}({index + 1})", line)))
            .Where(hit => expression.IsMatch(hit.line))
            .Select(hit => $"{hit.Place}: {hit.line.Trim()}");

        hits.ShouldBeEmpty(reason);
    }

    [Fact]
    public void Markup_IsBuiltByRazorAlone()
    {
        // Markdig renders reports with raw HTML off; that one file may hand markup to the page.
        var hits = Tree.Files("*.cs", "src").Concat(Tree.Files("*.razor", "src"))
            .Where(file => !file.Path.Contains("/ReportPreview", StringComparison.Ordinal))
            .SelectMany(file => file.Lines.Where(line => line.Contains("MarkupString", StringComparison.Ordinal) || line.Contains("AddMarkupContent", StringComparison.Ordinal)).Select(line => $"{file.Path}: {line.Trim()}"));

        hits.ShouldBeEmpty();
    }

    [Fact]
    public void Projects_NameNoPackageVersion() =>
        Tree.Files("*.csproj", [.. Shipped, "tests"])
            .SelectMany(file => file.Lines.Where(line => VersionedReference().IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}"))
            .ShouldBeEmpty();

    [GeneratedRegex("<PackageReference[^>]*Version=")]
    private static partial Regex VersionedReference();
}
