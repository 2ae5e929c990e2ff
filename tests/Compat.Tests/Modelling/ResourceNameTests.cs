using Aspire.Hosting.Modelling;

namespace Compat.Tests.Modelling;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("gateway", true)]
    [InlineData("a-1-b", true)]
    [InlineData("", false)]
    [InlineData("1gateway", false)]
    [InlineData("gate_way", false)]
    [InlineData("gate--way", false)]
    [InlineData("gateway-", false)]
    [InlineData("gâteway", false)]
    [InlineData("Taken", false)]
    public void Check_EachName_FollowsAspiresRule(string name, bool valid)
    {
        var problems = new List<string>();

        ResourceName.Check(name, ["taken"], problems);

        problems.Count.ShouldBe(valid ? 0 : 1);
    }
}
