using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>`POST /api/checkout`: a method and a URL glob, or path.</summary>
internal sealed record RequestPattern(string Method, Template Path)
{
    public static RequestPattern Read(ConfigNode node, Scope scope, IReadOnlyList<string>? methods = null)
    {
        var text = scope.Text(node).Text;
        var (method, path) = text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[(space + 1)..].Trim()) : ("", "");
        var isMethod = methods?.Contains(method) ?? (method.Length > 0 && method.All(char.IsAsciiLetterUpper));
        if (!isMethod || !(path.StartsWith('/') || path.StartsWith("http", StringComparison.Ordinal)))
        {
            node.Fail(methods is null
                ? "a method and a path are expected here, such as POST /api/checkout"
                : $"a method ({string.Join(", ", methods)}) and a path are expected here, such as GET /api/health");
        }

        return new RequestPattern(method, new Template(path));
    }

    public override string ToString() => $"{Method} {Path.Text}";
}
