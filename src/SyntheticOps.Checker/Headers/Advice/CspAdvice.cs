namespace SyntheticOps.Checker.Headers.Advice;

/// <summary>What to change in a policy for each of CSP Evaluator's types.</summary>
internal static class CspAdvice
{
    public static string Of(string type, string directive) => type switch
    {
        "SCRIPT_UNSAFE_INLINE" => "remove 'unsafe-inline' and give each inline script a nonce: script-src 'nonce-RANDOM'",
        "SCRIPT_UNSAFE_EVAL" => "remove 'unsafe-eval'; most libraries have a build that works without it",
        "SCRIPT_UNSAFE_HASHES" => "move event handlers into scripts and remove 'unsafe-hashes'",
        "PLAIN_URL_SCHEMES" or "PLAIN_WILDCARD" => $"name the hosts that {directive} needs instead",
        "MISSING_DIRECTIVES" => directive == "script-src" ? "add script-src 'self'" : $"add {directive} 'none'",
        "SCRIPT_ALLOWLIST_BYPASS" => "use nonces and 'strict-dynamic' instead of hosts, or make sure that these hosts serve no JSONP, no AngularJS and no uploads",
        "OBJECT_ALLOWLIST_BYPASS" => "set object-src 'none'",
        "IP_SOURCE" => "name a host; browsers ignore addresses other than 127.0.0.1",
        "NONCE_LENGTH" => "make nonces of at least 16 random bytes, new for each answer",
        "NONCE_CHARSET" => "write nonces in base64",
        "SRC_HTTP" => "use https:// there",
        "DEPRECATED_DIRECTIVE" => $"remove {directive}",
        "UNKNOWN_DIRECTIVE" => $"correct or remove {directive}",
        "MISSING_SEMICOLON" => $"end {directive} with a semicolon before the next directive",
        "INVALID_KEYWORD" => "write keywords, nonces and hashes between single quotes",
        _ => "",
    };
}
