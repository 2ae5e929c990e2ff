using System.Reflection;
using System.Text.RegularExpressions;
using SyntheticOps.Prober.Evidence;

namespace SyntheticOps.Prober.Tests.Evidence;

public sealed class HiddenFieldsTests
{
    [Theory]
    [InlineData("<input type=hidden name=csrf value=abc123>", "<input type=hidden name=csrf value=\"[REDACTED]\">")]
    [InlineData("<p><INPUT value='a>b' Type=\"hidden\"/></p>", "<p><INPUT value=\"[REDACTED]\" Type=\"hidden\"/></p>")]
    [InlineData("<input type='password' value=\"x y\">", "<input type='password' value=\"[REDACTED]\">")]
    [InlineData("<input autocomplete=cc-number value=\"4242\">", "<input autocomplete=cc-number value=\"[REDACTED]\">")]
    [InlineData("<input name=q value=rose data-type=hidden>", "<input name=q value=rose data-type=hidden>")]
    [InlineData("<input type=hidden name=a", "<input type=hidden name=a")]
    public void Mask_Fields_HiddenAndSecretOnesLoseTheirValues(string html, string expected) => HiddenFields.Mask(html).ShouldBe(expected);

    /// <summary>RED-03 for whole pages: no pattern takes more than linear time.</summary>
    [Fact]
    public void Patterns_DoNotBacktrack()
    {
        var patterns = typeof(HiddenFields).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
            .Select(method => (Regex)method.Invoke(null, null)!)
            .ToList();

        patterns.Count.ShouldBe(3);
        patterns.ShouldAllBe(pattern => pattern.Options.HasFlag(RegexOptions.NonBacktracking));
    }
}
