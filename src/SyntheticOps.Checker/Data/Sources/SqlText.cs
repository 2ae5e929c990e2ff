using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>Names and queries of synthetics.yaml, made safe to run.</summary>
internal static partial class SqlText
{
    /// <summary>`table` or `schema.table`, quoted; empty after a mistake.</summary>
    public static string Name(ConfigNode? node)
    {
        var text = node?.AsText() ?? "";
        if (node is not null && !Identifier().IsMatch(text))
        {
            node.Fail("a name is expected, such as orders or public.orders: letters, digits and _, at most 63");
            return "";
        }

        return string.Join('.', text.Split('.').Select(part => $"\"{part}\""));
    }

    /// <summary>One SELECT; a second statement could leave the read-only transaction.</summary>
    public static string Query(ConfigNode? node)
    {
        var text = (node?.AsText() ?? "").Trim();
        if (node is not null && (text.Contains(';', StringComparison.Ordinal) || !Select().IsMatch(text)))
        {
            node.Fail("one query is expected that begins with select or with and has no ';'");
        }

        return text;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,62}(\.[A-Za-z_][A-Za-z0-9_]{0,62})?\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(select|with)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Select();
}
