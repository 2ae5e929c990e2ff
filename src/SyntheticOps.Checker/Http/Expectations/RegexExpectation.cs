using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>
/// `regex: "Total: \d+"` must match somewhere in the body. Patterns run in linear time, so that no body makes them run away; a
/// clumsy pattern on a long body ends at a limit all the same.
/// </summary>
internal sealed class RegexExpectation(Regex pattern) : IExpectation
{
    /// <summary>100 ms for each MiB that a body may have.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100) * (HttpTransport.MaximumBody / (1024 * 1024));

    /// <summary>The machine may have been busy elsewhere.</summary>
    private const int Tries = 3;

    private readonly Regex _limited = new(pattern.ToString(), pattern.Options, Limit);

    public static IEnumerable<RegexExpectation> Read(ConfigNode node) => node.AsRegex() is { } regex ? [new RegexExpectation(regex)] : [];

    public Finding? Judge(HttpExchange exchange) => IsMatch(exchange.Text()) switch
    {
        true => null,
        false => Unmet($"Nothing in the body matches the pattern {Expectations.Unmet.Short(pattern.ToString())}.", exchange),
        null => Unmet($"Within {Durations.Format(Limit)} nothing in the body was found to match the pattern {Expectations.Unmet.Short(pattern.ToString())}; write a simpler one.", exchange),
    };

    private Finding Unmet(string text, HttpExchange exchange) => Expectations.Unmet.Finding("regex-no-match", exchange.Url.AbsolutePath, pattern.ToString(), "", text);

    /// <summary>Null when no try ended in time.</summary>
    private bool? IsMatch(string text)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                return _limited.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                // Once more.
            }
        }

        return null;
    }
}
