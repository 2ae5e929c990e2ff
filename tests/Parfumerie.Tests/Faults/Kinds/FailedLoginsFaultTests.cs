using System.Diagnostics;
using System.Net;

namespace Parfumerie.Tests.Faults.Kinds;

public sealed class FailedLoginsFaultTests(BrokenShop shop) : IClassFixture<BrokenShop>
{
    [Fact]
    public async Task Burst_ManyAddresses_EachTriesAndTheFaultEndsByItself()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Only Linux binds all of 127/8.");
        }

        await shop.BreakAsync("failed-logins", new { addresses = 4, perAddress = 2 });

        await BrokenShop.EventuallyAsync(async () => !(await shop.Operator.GetStringAsync("/_faults", BrokenShop.Token)).Contains("failed-logins", StringComparison.Ordinal));
        await BrokenShop.EventuallyAsync(() => Task.FromResult(Attempts().Length >= 8)); // a span ends shortly after its answer
        var attempts = Attempts().GroupBy(span => (string)span.GetTagItem("client.address")!).ToDictionary(group => group.Key, group => group.Count());
        attempts.ShouldBe(new Dictionary<string, int> { ["127.1.0.1"] = 2, ["127.1.0.2"] = 2, ["127.1.0.3"] = 2, ["127.1.0.4"] = 2 }, ignoreOrder: true);

        Activity[] Attempts() => [.. shop.SpansOf("/connexion").Where(span => span.GetTagItem("client.address") is not null)];
    }

    [Fact]
    public async Task Burst_NoGateway_IsRefused()
    {
        await shop.BreakAsync("close", new { route = "/connexion" });
        using var body = new StringContent("{}");

        var answer = await shop.Operator.PutAsync("/_faults/failed-logins", body, BrokenShop.Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(BrokenShop.Token)).ShouldContain("No login from 127.1.0.1");
        await shop.RepairAsync();
    }
}
