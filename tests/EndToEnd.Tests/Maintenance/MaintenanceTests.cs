using System.Net;
using EndToEnd.Tests.Pages;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Maintenance;

public sealed class MaintenanceTests(RunningSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Maintenance_On_StopsCustomersAndLetsProbesPass()
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;
        using var customer = new HttpClient();
        await system.Operator.MaintenanceAsync("on", token);
        try
        {
            using var refused = await customer.GetAsync(system.Addresses.Customers, token);
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            foreach (var check in (string[])["home", "checkout"])
            {
                await Poll.UntilAsync(
                    $"a green run of {check} that says maintenance", () => system.Store.FindRunAsync("check_name = @check and maintenance = 1 and outcome = 'up'", new { check }), token, system.Store.Summary);
            }

            (await (await chromium.GuestAsync()).FaultsAsync([new(system.Addresses.Customers, 503)])).ShouldBeEmpty();
        }
        finally
        {
            await system.Operator.MaintenanceAsync("off", CancellationToken.None);
        }

        using var served = await customer.GetAsync(system.Addresses.Customers, token);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
