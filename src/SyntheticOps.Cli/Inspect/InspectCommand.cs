using System.CommandLine;
using SyntheticOps.Cli.Inspect.Hooks;
using SyntheticOps.Cli.Inspect.Targets;

namespace SyntheticOps.Cli.Inspect;

/// <summary>`synops inspect URL` or `--input targets.json`: grades sites once, without a configuration.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        Exit code: 0 inspected, whatever was found; 1 a site gives no answer that can be judged, and with --strict any finding of
        severity error; 2 usage or configuration; 130 interrupted, results so far are written. A batch exits 0 when its results are
        written; with --strict 1 when an entry is wrong, a target does not answer or a finding is an error.
        Nothing is sent anywhere but to the site and to name servers: its page with and without TLS, security.txt, up to three
        preflight requests, at most 16 TLS hellos and about 60 DNS questions.

        Examples:
          synops inspect https://shop.example
          synops inspect https://shop.example --for nginx --html report.html --lang fr
          synops inspect https://shop.example --checks headers tls --sarif inspect.sarif --strict
          synops inspect https://localhost:5493 --allow-loopback --ca .synops/parfumerie/ca.pem --json inspect.json
          synops inspect --input targets.json --output results.json --concurrency 16
          synops inspect --input targets.json --output results.json --connect-to '*:443=127.0.0.1:8443' --ca ca.pem
        """;

    public static Command Create()
    {
        var (outputs, hooks) = (new OutputOptions(), new HookOptions());
        var url = new Argument<Uri?>("url") { Description = "Address of the site, such as https://shop.example.", Arity = ArgumentArity.ZeroOrOne, CustomParser = result => UrlOf(result.Tokens is [var token] ? token.Value : "", result.AddError) };
        var input = PathOption.File("--input", "JSON file of targets to inspect: [{\"id\", \"host\", \"port\"?, \"checks\"?, ...}]; goes with --output.");
        var output = PathOption.File("--output", "Write the results of --input to this file.");
        var concurrency = NumberOption.Create("--concurrency", "Targets of --input at a time.", 16, 1, 256, "a number");
        var checks = new Option<string[]>("--checks") { Description = "What to look at: headers, tls, dns, securitytxt; all by default. For --input, targets without checks of their own.", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
        checks.AcceptOnlyFromAmong([.. Target.AllChecks]);
        var limit = NumberOption.Create("--timeout", "Seconds for one site.", 30, 1, 600);
        var command = new Command(Name, "Grade the security of a site, or of many, and say what to mend first.") { url, input, output, concurrency, checks, limit };
        foreach (var option in outputs.All.Concat(hooks.All))
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            var (one, many, into) = (result.GetResult(url)?.Tokens.Count > 0, result.GetResult(input) is not null, result.GetResult(output) is not null);
            if (one == many || many != into)
            {
                result.AddError("Either a url, or --input together with --output, is expected.");
            }
        });
        command.SetAction((parsed, token) =>
        {
            var request = new InspectRequest(hooks.Read(parsed), parsed.GetValue(checks) is { Length: > 0 } named ? [.. named.Distinct()] : Target.AllChecks, TimeSpan.FromSeconds(parsed.GetValue(limit)), outputs.Read(parsed));
            return parsed.GetValue(input) is { } targets
                ? InspectBatch.RunAsync(request, targets, parsed.GetValue(output)!, parsed.GetValue(concurrency), token)
                : InspectOnce.RunAsync(request, parsed.GetValue(url)!, token);
        });
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

/// <summary>How to inspect, and where the report goes.</summary>
internal sealed record InspectRequest(InspectHooks Hooks, IReadOnlyList<string> Checks, TimeSpan Timeout, Outputs Outputs);
