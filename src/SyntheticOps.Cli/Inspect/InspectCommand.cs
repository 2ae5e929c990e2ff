using System.CommandLine;
using SyntheticOps.Checker.Headers.Advice;

namespace SyntheticOps.Cli.Inspect;

/// <summary>`synops inspect URL`: grades the headers of one site once, without a configuration.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        Exit code: 0 graded, 1 no answer that can be graded, 2 usage or configuration, 130 interrupted.
        Nothing is sent anywhere but to the site: its page with and without TLS, security.txt and up to three preflight requests.

        Examples:
          synops inspect https://shop.example
          synops inspect https://shop.example --for nginx
          synops inspect https://localhost:5493 --allow-loopback --ca .synops/parfumerie/ca.pem --json headers.json
        """;

    public static Command Create()
    {
        var url = new Argument<Uri?>("url") { Description = "Address of the site, such as https://shop.example.", CustomParser = result => UrlOf(result.Tokens is [var token] ? token.Value : "", result.AddError) };
        var json = PathOption.File("--json", "Write the result to this file.");
        var ca = PathOption.File("--ca", "PEM file of an authority to trust besides the system's.");
        var suffixes = PathOption.File("--public-suffixes", "File of the public suffix list.");
        var preload = PathOption.File("--preload", "File of hosts that browsers reach by https only.");
        var loopback = new Option<bool>("--allow-loopback") { Description = "Allow addresses of this machine." };
        var form = new Option<Platform?>("--for") { Description = "Write the lines to add as this platform takes them: vercel, nextjs, nginx or aspnetcore." };
        var limit = NumberOption.Create("--timeout", "Seconds for all requests together.", 30, 1, 600);
        var command = new Command(Name, "Grade the security headers of a site and say what to mend first.") { url, json, ca, suffixes, preload, loopback, form, limit };
        command.SetAction((parsed, token) => InspectOnce.RunAsync(
            new InspectRequest(
                parsed.GetValue(url)!,
                parsed.GetValue(json),
                parsed.GetValue(ca),
                parsed.GetValue(suffixes),
                parsed.GetValue(preload),
                parsed.GetValue(loopback),
                parsed.GetValue(form),
                TimeSpan.FromSeconds(parsed.GetValue(limit))),
            token));
        return command;
    }

    /// <summary>A bare name means https.</summary>
    private static Uri? UrlOf(string text, Action<string> error)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (Uri.TryCreate(whole, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        error("url takes an http or https address such as https://shop.example, without a user.");
        return null;
    }
}

/// <summary>What to inspect and how.</summary>
internal sealed record InspectRequest(Uri Url, FileInfo? Json, FileInfo? Ca, FileInfo? PublicSuffixes, FileInfo? Preload, bool AllowLoopback, Platform? Form, TimeSpan Timeout);
