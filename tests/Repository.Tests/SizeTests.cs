using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

/// <summary>The size budgets of docs/architecture.md, over code that ships (tests are free to be longer tables).</summary>
public sealed class SizeTests
{
    private static readonly string[] Shipped = ["AppHost", "ServiceDefaults", "compat", "src", "samples"];

    private static readonly List<SourceFile> Code = [.. Tree.Files("*.cs", Shipped)];

    [Fact]
    public void Files_AtMost_400Lines() =>
        Code.Concat(Tree.Files("*.razor", Shipped)).Concat(Tree.Files("*.cs", "tests"))
            .Append(new SourceFile("ops.cs", File.ReadAllLines(Path.Combine(Tree.Root, "ops.cs"))))
            .Where(file => file.Lines.Length > 400).Select(Name).ShouldBeEmpty();

    [Fact]
    public void RazorPages_AtMost_200Lines() =>
        Tree.Files("*.razor", Shipped).Where(file => file.Lines.Length > 200).Select(Name).ShouldBeEmpty();

    [Fact]
    public void Programs_AtMost_40Lines() =>
        Code.Where(file => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) && file.Lines.Length > 40).Select(Name).ShouldBeEmpty();

    [Fact]
    public void FileLength_MedianAndP95_AreInBudget()
    {
        var lengths = Code.Select(file => file.Lines.Length).Order().ToList();

        Percentile(lengths, 50).ShouldBeLessThanOrEqualTo(60);
        Percentile(lengths, 95).ShouldBeLessThanOrEqualTo(220);
    }

    [Fact]
    public void MethodLength_P95AndCap_AreInBudget()
    {
        var methods = Code.SelectMany(Methods).ToList();

        Percentile([.. methods.Select(method => method.Length).Order()], 95).ShouldBeLessThanOrEqualTo(40);
        methods.Where(method => method.Length > 80).Select(method => $"{method.Name}: {method.Length}").ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, int Length)> Methods(SourceFile file) =>
        CSharpSyntaxTree.ParseText(string.Join('\n', file.Lines), cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantNodes()
            .OfType<BaseMethodDeclarationSyntax>()
            .Select(method =>
            {
                var span = ((Microsoft.CodeAnalysis.SyntaxNode?)method.Body ?? method.ExpressionBody ?? (Microsoft.CodeAnalysis.SyntaxNode)method).GetLocation().GetLineSpan();
                return ($"{file.Path}({span.StartLinePosition.Line + 1})", span.EndLinePosition.Line - span.StartLinePosition.Line + 1);
            });

    private static int Percentile(List<int> sorted, int percent) => sorted[(sorted.Count - 1) * percent / 100];

    private static string Name(SourceFile file) => $"{file.Path}: {file.Lines.Length} lines";
}
