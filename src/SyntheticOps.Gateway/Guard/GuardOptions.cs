using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Attacks;
using SyntheticOps.Gateway.Guard.Lists;
using SyntheticOps.Gateway.Guard.Rates;

namespace SyntheticOps.Gateway.Guard;

/// <summary>Section `Guard`.</summary>
internal sealed class GuardOptions
{
    public const string Section = "Guard";

    /// <summary>Name of the site in synthetics.yaml that attacks are told of; default: the only one with a gateway.</summary>
    public string? Site { get; set; }

    [ValidateObjectMembers]
    public ListOptions Lists { get; set; } = new();

    /// <summary>Rate limits by name; each that fits a request counts; default: none.</summary>
    public Dictionary<string, RateOptions> Rates { get; set; } = [];

    [ValidateObjectMembers]
    public LoginOptions Logins { get; set; } = new();

    [ValidateObjectMembers]
    public ScannerOptions Scanner { get; set; } = new();

    [ValidateObjectMembers]
    public AutomaticOptions Automatic { get; set; } = new();
}

/// <summary>Rules that annotations cannot say.</summary>
internal sealed class GuardOptionsValidator : IValidateOptions<GuardOptions>
{
    public ValidateOptionsResult Validate(string? name, GuardOptions options)
    {
        string[] failures =
        [
            .. options.Lists.NeverBlock.Where(text => !AddressRange.TryParse(text, out _)).Select(text => $"Guard:Lists:NeverBlock: '{text}': {AddressRange.Form}."),
            .. options.Rates.Where(rate => rate.Value.Requests is < 1 or > 10_000_000).Select(rate => $"Guard:Rates:{rate.Key}:Requests: {rate.Value.Requests}: expected a whole number from 1 to 10000000."),
            .. options.Rates.Where(rate => rate.Value.PerS is < 1 or > 3_600).Select(rate => $"Guard:Rates:{rate.Key}:PerS: {rate.Value.PerS}: expected seconds from 1 to 3600."),
            .. options.Rates.SelectMany(rate => BadPaths($"Guard:Rates:{rate.Key}:Paths", rate.Value.Paths)),
            .. BadPaths("Guard:Logins:Paths", options.Logins.Paths),
            .. BadPaths("Guard:Scanner:Paths", options.Scanner.Paths),
            .. options.Logins.FailureStatus.Where(status => status is < 200 or > 599).Select(status => $"Guard:Logins:FailureStatus: {status}: expected a status from 200 to 599."),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> BadPaths(string key, string[] paths) =>
        paths.Where(path => path is not ['/', ..]).Select(path => $"{key}: '{path}': expected a path that starts with /, such as /login.");
}
