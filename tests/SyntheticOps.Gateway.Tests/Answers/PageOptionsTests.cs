using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Tests.Answers;

public sealed class PageOptionsTests
{
    [Fact]
    public void Defaults_ArePinned()
    {
        var options = new PageOptions();

        (options.Language, options.TimeZone, options.Contact, options.StatusUrl).ShouldBe(("fr", "Europe/Paris", null, null));
    }

    [Theory]
    [InlineData("Page:Name=", "The Name field is required.")]
    [InlineData("Page:Language=de", "The field Language must match the regular expression 'fr|en'.")]
    [InlineData("Page:TimeZone=Paris", "Page:TimeZone: 'Paris' is not a time zone")]
    [InlineData("Page:StatusUrl=javascript:alert(1)", "Page:StatusUrl: expected an absolute http or https address.")]
    [InlineData("Maintenance:LetThrough:0=api/health", "Maintenance:LetThrough: each entry is an address, a range")]
    public void BadValue_AtStart_IsNamed(string setting, string expected)
    {
        using var data = new TempFolder();

        var refusal = Should.Throw<OptionsValidationException>(() => RunningGateway.Build(data.Path, new LogSink(), null, setting));

        refusal.Message.ShouldContain(expected);
    }
}
