using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Tests;

/// <summary>What people read of a verdict, as it comes out of the span attribute.</summary>
internal static class SaidExtensions
{
    public static void ShouldSay(this CheckResult result, string english, string french)
    {
        result.Message.ShouldBe(english);
        result.Said.ShouldSay(english, french);
    }

    public static void ShouldSay(this Saying? said, string english, string french)
    {
        var read = Saying.Read(said.ShouldNotBeNull().Pack()).ShouldNotBeNull();
        read.Short().ShouldBe(english);
        read.InFrench().ShouldBe(french);
    }

    /// <summary>With plain blanks.</summary>
    public static string InFrench(this Saying said) => said.In(FindingWords.French).Replace('\u00A0', ' ');
}
