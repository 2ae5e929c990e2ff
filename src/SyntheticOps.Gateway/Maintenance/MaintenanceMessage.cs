using System.Text.Json.Serialization;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>What customers read below the title instead of the shop's usual words; a language left out keeps those.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MaintenanceMessage
{
    public const int MaximumLength = 400;

    public string? Fr { get; init; }

    public string? En { get; init; }

    public IEnumerable<string> Check()
    {
        if (Fr?.Length > MaximumLength || En?.Length > MaximumLength)
        {
            yield return $"message: expected texts of at most {MaximumLength} characters in fr and en.";
        }
    }
}
