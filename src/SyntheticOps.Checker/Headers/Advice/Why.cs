namespace SyntheticOps.Checker.Headers.Advice;

/// <summary>Why a finding matters, in one sentence for somebody who runs a shop.</summary>
internal static class Why
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["content-security-policy"] = "Without a strict policy a script that somebody slips into a page runs with the customer's session and can read card fields.",
        ["strict-transport-security"] = "Until a browser knows this header, the first visit on a foreign network can be led to a false shop.",
        ["x-frame-options"] = "Other sites can show the shop in an invisible frame and let customers click on what they do not see.",
        ["x-content-type-options"] = "Browsers may run an uploaded file as a script.",
        ["referrer-policy"] = "Addresses of pages, with what stands in them, reach other sites.",
        ["cookies"] = "A cookie that scripts or plain http can read gives the customer's session away.",
        ["cross-origin-resource-policy"] = "Other sites can load the shop's answers into their own process.",
        ["cross-origin-resource-sharing"] = "Any site that a customer visits can read and do everything that the customer can.",
        ["redirection"] = "Whoever types the name without https stays on a connection that anybody on the way can read and change.",
        ["subresource-integrity"] = "Whoever takes over the other host, or the way to it, decides what runs in the shop's pages.",
        ["SCRIPT_UNSAFE_INLINE"] = "A script that is slipped into the page runs.",
        ["SCRIPT_UNSAFE_EVAL"] = "Text that reaches eval and the like runs as code.",
        ["SCRIPT_UNSAFE_HASHES"] = "Event handlers in the markup stay possible.",
        ["PLAIN_URL_SCHEMES"] = "Every host of that scheme may deliver code.",
        ["PLAIN_WILDCARD"] = "Every host may deliver code.",
        ["MISSING_DIRECTIVES"] = "Without it browsers allow everything there.",
        ["SCRIPT_ALLOWLIST_BYPASS"] = "A host in the list may serve files that run any code, which makes the list useless.",
        ["OBJECT_ALLOWLIST_BYPASS"] = "Plugins can run code.",
        ["IP_SOURCE"] = "Browsers ignore addresses as sources.",
        ["NONCE_LENGTH"] = "A short nonce can be guessed.",
        ["NONCE_CHARSET"] = "Browsers may ignore a nonce that is no base64.",
        ["SRC_HTTP"] = "What comes by http can be changed on the way.",
        ["DEPRECATED_DIRECTIVE"] = "Browsers no longer read it.",
        ["UNKNOWN_DIRECTIVE"] = "Browsers ignore it, and what it was meant to forbid is allowed.",
        ["MISSING_SEMICOLON"] = "Two directives became one, and the second is ignored.",
        ["INVALID_KEYWORD"] = "Browsers ignore it or take it for a host.",
        ["csp:unknown-directive"] = "Browsers ignore it, and what it was meant to forbid is allowed.",
        ["csp:unquoted-keyword"] = "Without quotes it is taken for the name of a host.",
        ["xfo:frame-ancestors-star"] = "It allows frames on every site, and browsers then ignore X-Frame-Options.",
        ["xfo:contradiction"] = "Browsers follow frame-ancestors and ignore X-Frame-Options, so one of the two is not what was meant.",
        ["hsts:missing-on-apex"] = "Customers who type the bare name stay unprotected.",
        ["hsts:preload-eligible"] = "The domain can be entered at hstspreload.org.",
        ["hsts:preload-not-eligible"] = "The header asks for the preload list, which will not take the domain.",
        ["cookie:prefix-violated"] = "Browsers drop the cookie, so what depends on it never works.",
        ["cookie:domain-mismatch"] = "Browsers drop the cookie, so what depends on it never works.",
        ["cookie:samesite-none-without-secure"] = "Browsers drop the cookie, so what depends on it never works.",
        ["cors:reflects-origin-with-credentials"] = "Any site that a customer visits can read and do everything that the customer can.",
        ["cors:null-origin-with-credentials"] = "Any page can send the origin null from a sandboxed frame, and then read with the customer's session.",
        ["cors:star-with-credentials"] = "Browsers refuse this pair, so requests with cookies fail.",
        ["mixed:active"] = "Browsers block it on an https page: that part of the page is missing.",
        ["mixed:passive"] = "Anybody on the way can change it, and some browsers do not show it.",
        ["mixed:form"] = "What customers type there is sent in clear text.",
        ["sri:stylesheet-without-integrity"] = "Whoever takes over the other host can restyle the page and read what customers type.",
        ["sri:missing-crossorigin"] = "Browsers block the file, because they cannot check it.",
        ["sri:unknown-hash"] = "Browsers ignore an unknown algorithm, so nothing is checked.",
        ["isolation:yes"] = "The page is isolated from others.",
        ["isolation:no"] = "Other sites may keep a handle on the shop's window; needed for SharedArrayBuffer only.",
        ["leak"] = "It tells an attacker which known weakness to try.",
        ["deprecated"] = "Browsers no longer read it.",
        ["sectxt-ok"] = "Who finds a weakness knows whom to tell.",
        ["sectxt"] = "Who finds a weakness in the shop looks here for whom to tell.",
    };

    /// <summary>By the name of MDN's test or the code; what is common to a family stands under what comes before ':' or '-'.</summary>
    public static string Of(string topic) =>
        Sentences.GetValueOrDefault(topic) ?? Sentences.GetValueOrDefault(topic.Split(':', '-')[0]) ?? "";

    public static bool Knows(string topic) => Of(topic).Length > 0;
}
