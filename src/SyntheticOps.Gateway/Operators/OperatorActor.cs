using System.Text.RegularExpressions;

namespace SyntheticOps.Gateway.Operators;

/// <summary>Who operates the gateway, as the `Synops-Actor` header says: a person, an incident, a drill or the configuration.</summary>
internal static partial class OperatorActor
{
    public static bool IsValid(string? actor) => actor is not null && Form.IsMatch(actor);

    /// <summary>Everything but a person is automation.</summary>
    public static bool IsPerson(string actor) => actor.StartsWith("user:", StringComparison.Ordinal);

    public static bool IsIncident(string actor) => actor.StartsWith("incident:", StringComparison.Ordinal);

    /// <summary>synthetics.yaml, written by the collector.</summary>
    public static bool IsConfiguration(string actor) => actor.StartsWith("config:", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(user|incident|drill|config):[!-~]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
