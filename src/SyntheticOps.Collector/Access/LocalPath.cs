namespace SyntheticOps.Collector.Access;

/// <summary>Keeps redirects inside this host.</summary>
internal static class LocalPath
{
    /// <summary>The path when it is one of ours (`/x`, not `//host` or `/\host`), else `/`.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] && !(path.Length > 1 && path[1] is '/' or '\\') && !path.Any(char.IsControl) ? path : "/";
}
