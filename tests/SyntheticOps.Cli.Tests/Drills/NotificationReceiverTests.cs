using System.Net;
using System.Text;
using SyntheticOps.Cli.Drills;

namespace SyntheticOps.Cli.Tests.Drills;

public sealed class NotificationReceiverTests
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("""{"data": {"transition": "opened", "drill": "drill-1"}}""", 204, true)]
    [InlineData("""{"data": {"transition": "resolved", "drill": "drill-1"}}""", 204, false)]
    [InlineData("""{"data": {"transition": "opened", "drill": "drill-2"}}""", 204, false)]
    [InlineData("{}", 204, false)]
    [InlineData("null", 204, false)]
    [InlineData("hello", 400, false)]
    public async Task TakeAsync_Body_CountsOnlyTheOpeningOfTheDrill(string body, int status, bool counts)
    {
        await using var receiver = await NotificationReceiver.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);

        (await PostAsync(receiver.Address, body)).ShouldBe((HttpStatusCode)status);

        receiver.OpenedAsync("drill-1").IsCompleted.ShouldBe(counts);
    }

    [Fact]
    public async Task TakeAsync_AnotherPath_IsNotFound()
    {
        await using var receiver = await NotificationReceiver.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);

        (await PostAsync(new Uri(receiver.Address, "/notify"), "{}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<HttpStatusCode> PostAsync(Uri address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(address, content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
