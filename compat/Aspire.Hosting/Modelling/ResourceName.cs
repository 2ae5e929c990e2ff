using System.Text.RegularExpressions;

namespace Aspire.Hosting.Modelling;

/// <summary>Aspire's rule for names of resources.</summary>
internal static partial class ResourceName
{
    public static void Check(string name, IEnumerable<string> taken, List<string> problems)
    {
        if (name.Length > 64 || !Valid().IsMatch(name))
        {
            problems.Add($"'{name}' is no resource name: 1 to 64 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen.");
        }

        if (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add($"AppHost.cs adds two resources named '{name}'.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z](-?[A-Za-z0-9])*\z")]
    private static partial Regex Valid();
}
