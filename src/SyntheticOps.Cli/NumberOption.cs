using System.CommandLine;
using System.Globalization;

namespace SyntheticOps.Cli;

/// <summary>An option that takes a whole number between bounds, seconds by default.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int standard, int least, int most, string what = "seconds") => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            if (result.Tokens is [var token]
                && int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} takes {what} from {least} to {most}.");
            return standard;
        },
    };
}
