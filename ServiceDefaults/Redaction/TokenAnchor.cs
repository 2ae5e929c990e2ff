namespace SyntheticOps.ServiceDefaults.Redaction;

/// <summary>How a secret goes on after the text by which it is recognised.</summary>
internal enum TokenKind
{
    /// <summary>`eyJ….….…`</summary>
    Jwt,

    /// <summary>`Bearer …`</summary>
    Bearer,

    /// <summary>`Basic …`</summary>
    Basic,

    /// <summary>A prefix that a vendor gives its keys, then letters and digits.</summary>
    Key,

    /// <summary>A name of a secret with `=`, or quoted with `:`; for headers also with a bare `:`.</summary>
    Named,

    /// <summary>`-----BEGIN … PRIVATE KEY-----`</summary>
    Pem,

    /// <summary>`://user:password@`</summary>
    Userinfo,
}

/// <param name="Text">What it begins with.</param>
/// <param name="Kind">What follows.</param>
/// <param name="Least">Characters of the rest, at least; of a header name 1.</param>
internal sealed record TokenAnchor(string Text, TokenKind Kind, int Least = 0)
{
    /// <summary>The anchors, by their first characters; a longer one before its own beginning.</summary>
    public static IReadOnlyList<TokenAnchor> All { get; } = [.. ((TokenAnchor[])
    [
        new("eyJ", TokenKind.Jwt),
        new("bearer", TokenKind.Bearer, 12),
        new("basic", TokenKind.Basic, 8),
        new("://", TokenKind.Userinfo),
        new("-----begin ", TokenKind.Pem),
        .. Keys(16, "AKIA", "ASIA", "ABIA", "ACCA"),
        .. Keys(30, "AIza"),
        .. Keys(10, "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "xoxb-", "xoxp-", "xoxa-", "xoxs-", "ya29.", "glpat-", "sk-ant-", "sk-proj-", "SG."),
        .. Keys(20, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "npm_", "dop_v1_"),
        .. Names(0, "password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "access_key", "accesskeyid", "accountkey",
            "sharedaccesskey", "signature", "sig", "credential", "sessionid", "session_id", "cvc", "cvv", "client_secret"),
        .. Names(1, "authorization", "cookie", "x-api-key", "synthetic-probe"),
    ]).OrderByDescending(anchor => anchor.Text.Length)];

    private static IEnumerable<TokenAnchor> Keys(int least, params IEnumerable<string> prefixes) => prefixes.Select(prefix => new TokenAnchor(prefix, TokenKind.Key, least));

    private static IEnumerable<TokenAnchor> Names(int header, params IEnumerable<string> names) => names.Select(name => new TokenAnchor(name, TokenKind.Named, header));
}
