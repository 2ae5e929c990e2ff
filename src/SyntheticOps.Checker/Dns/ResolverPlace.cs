using System.Net;

namespace SyntheticOps.Checker.Dns;

/// <summary>A resolver and the place that people know it by.</summary>
/// <param name="Server">Null for the machine's own.</param>
internal sealed record ResolverPlace(IPEndPoint? Server, string? Place = null)
{
    public override string ToString() => Place is null ? $"{Server}" : $"{Place} ({Server})";
}
