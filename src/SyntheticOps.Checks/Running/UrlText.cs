namespace SyntheticOps.Checks.Running;

/// <summary>URLs as telemetry may show them.</summary>
public static class UrlText
{
    /// <summary>Without user name, password and fragment, the query replaced by `*` as the HTTP conventions do.</summary>
    public static string Redacted(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (url.Query.Length > 1 ? "?*" : "");
}
