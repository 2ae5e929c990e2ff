using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Every mistake in the section, naming the key and the expected form.</summary>
internal sealed partial class WebhookOptionsValidator(IEnumerable<IWebhookScheme> schemes) : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var mistakes = options.Routes.SelectMany(route => Mistakes($"{WebhookOptions.Section}:Routes:{route.Key}", route.Key, route.Value)).ToList();
        var doubles = options.Routes.GroupBy(route => route.Value.Path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1);
        mistakes.AddRange(doubles.Select(group => $"{WebhookOptions.Section}:Routes: {string.Join(" and ", group.Select(route => route.Key))} have the same path {group.Key}."));
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(string key, string name, WebhookRouteOptions route)
    {
        if (!Name.IsMatch(name))
        {
            yield return $"{key}: the name of a route is 1 to 40 of a-z, 0-9 and -.";
        }

        if (route.Path is not ['/', _, ..] || route.Path.Any(letter => char.IsControl(letter) || letter is '?' or '#' or '*' or '{'))
        {
            yield return $"{key}:Path: expected a whole path that starts with /, such as /api/webhooks/stripe.";
        }

        if (route.Scheme is { } scheme && !schemes.Any(known => known.Name == scheme))
        {
            yield return $"{key}:Scheme: '{scheme}' is not known; expected {string.Join(" or ", schemes.Select(known => known.Name))}, or no scheme to store nothing.";
        }

        if (route.SecretFile is { Length: > 0 } file && !File.Exists(file))
        {
            yield return $"{key}:SecretFile: {file} does not exist.";
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
