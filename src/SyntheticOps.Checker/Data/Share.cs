using System.Globalization;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Data;

/// <summary>`5%`: a share of something, below 100 %.</summary>
internal static class Share
{
    public static double Read(ConfigNode? node)
    {
        var text = node?.AsText() ?? "0%";
        if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent < 100)
        {
            return percent;
        }

        node?.Fail("a share from 0% to 99% is expected, such as 5%");
        return 0;
    }
}
