using System.Globalization;
using System.Resources;

namespace SyntheticOps.Cli.Inspect.Words;

/// <summary>The words of the report itself (ReportWords.resx).</summary>
internal static class ReportWords
{
    private static readonly ResourceManager Resources = new(typeof(ReportWords));

    public static string Word(string name, CultureInfo language) => Resources.GetString(name, language) ?? name;
}
