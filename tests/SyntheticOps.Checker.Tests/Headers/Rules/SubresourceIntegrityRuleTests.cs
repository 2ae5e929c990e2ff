using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Tests.Headers.Rules;

public sealed class SubresourceIntegrityRuleTests
{
    private const string Cdn = "https://cdn.example.net/a.js";

    [Theory]
    [InlineData("<p>none</p>", "sri-not-implemented-but-no-scripts-loaded", 0)]
    [InlineData("<template><script src=/a.js></script></template><!-- <script></script> -->", "sri-not-implemented-but-no-scripts-loaded", 0)]
    [InlineData("<script>1</script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<script src=/a.js></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<script src=http://shop.example/a.js></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<script src=https://static.shop.example/a.js></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<script src='data:text/javascript,1'></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<script src=/a.js integrity=sha384-x></script>", "sri-implemented-and-all-scripts-loaded-securely", 5)]
    [InlineData($"<script src={Cdn} integrity=sha384-x></script>", "sri-implemented-and-external-scripts-loaded-securely", 5)]
    [InlineData($"<script src={Cdn}></script>", "sri-not-implemented-but-external-scripts-loaded-securely", -5)]
    [InlineData($"<script src={Cdn} integrity></script>", "sri-not-implemented-but-external-scripts-loaded-securely", -5)]
    [InlineData("<script src=//cdn.example.net/a.js integrity=sha384-x></script>", "sri-implemented-but-external-scripts-not-loaded-securely", -20)]
    [InlineData("<script src=//shop.example/a.js></script>", "sri-not-implemented-and-external-scripts-not-loaded-securely", -50)]
    [InlineData("<script src=http://cdn.example.net/a.js></script>", "sri-not-implemented-and-external-scripts-not-loaded-securely", -50)]
    [InlineData($"<script src=http://cdn.example.net/a.js integrity=x></script><script src={Cdn}></script>", "sri-not-implemented-but-external-scripts-loaded-securely", -5)]
    [InlineData("<base href=https://cdn.example.net/><script src=a.js></script>", "sri-not-implemented-but-external-scripts-loaded-securely", -5)]
    [InlineData("<base href=https://shop.example/><script src=///cdn.example.net/a.js></script>", "sri-not-implemented-but-external-scripts-loaded-securely", -5)]
    [InlineData("<base href=https://shop.example/><script src=https:cdn.example.net/a.js></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<script src=https:cdn.example.net/a.js></script>", "sri-not-implemented-but-external-scripts-loaded-securely", -5)]
    [InlineData("<script src=///cdn.example.net/a.js></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    [InlineData("<base href=/x/><script src=a.js></script>", "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)]
    public void Judge_Page_GivesMdnsVerdict(string html, string key, int modifier)
    {
        var verdict = new SubresourceIntegrityRule().Judge(Facts.Https().WithPage(html));

        (verdict.Key, verdict.Modifier, verdict.Pass).ShouldBe((key, modifier, modifier >= 0));
    }

    [Fact]
    public void Judge_OtherMediaType_HasNoScripts() =>
        new SubresourceIntegrityRule().Judge(Facts.Https()).Key.ShouldBe("sri-not-implemented-response-not-html");
}
