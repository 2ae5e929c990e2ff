using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Alerting.Channels;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Tests.Alerting;

public sealed class ChannelBookTests
{
    private static readonly ChannelType[] Registered = [.. new ServiceCollection().AddAlerting().BuildServiceProvider().GetServices<ChannelType>()];

    [Fact]
    public void AddAlerting_EveryChannelInTheAssembly_IsRegisteredUnderAUniqueName()
    {
        Registered.Select(type => type.Name).ShouldBeUnique();
        typeof(IAlertChannel).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAlertChannel)))
            .ShouldBe(Registered.Select(type => type.Read.Method.DeclaringType), ignoreOrder: true);
    }

    [Theory]
    [InlineData("ops: {webhook: not-a-url}", "not an absolute http or https URL")]
    [InlineData("ops: {webhook: {reach: [\"127.0.0.1:1\"]}}", "'url' is missing")]
    [InlineData("ops: {webhook: {url: \"https://a.example\", secrets: x}}", "'secrets' is not known, did you mean")]
    [InlineData("ops: {webhook: {url: \"https://a.example\", secret: short}}", "whsec_")]
    [InlineData("drill: {webhook: \"https://a.example\"}", "the name drill is taken")]
    public void Constructor_Mistake_StopsTheStartAndSaysWhere(string channel, string expected)
    {
        var message = Should.Throw<StartupException>(() => Read(channel)).Message;

        message.ShouldContain("synthetics.yaml(");
        message.ShouldContain(expected.Split(',')[0]);
        message.ShouldNotContain("short");
    }

    [Fact]
    public void Constructor_Plain_IsFoundByName() => Read("ops: {webhook: \"https://a.example/x\"}").Find("ops").ShouldBeOfType<WebhookChannel>();

    private static ChannelBook Read(string channel) => new(
        Configurations.Read($"sites: {{shop: {{url: \"https://shop.example\"}}}}\nchecks: {{home: {{http: {{path: /}}}}}}\nchannels:\n  {channel}\n"),
        Registered,
        TimeProvider.System);
}
