using System.Text.RegularExpressions;

namespace SyntheticOps.Gateway.Operators;

/// <summary>Who operates the gateway, as the `Synops-Actor` header says: a person, an incident or a drill.</summary>
internal static partial class OperatorActor
{
    public static bool IsValid(string? actor) => actor is not null && Form.IsMatch(actor);

    /// <summary>Everything but a person is automation.</summary>
    public static bool IsPerson(string actor) => actor.StartsWith("user:", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(user|incident|drill):[!-~]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
