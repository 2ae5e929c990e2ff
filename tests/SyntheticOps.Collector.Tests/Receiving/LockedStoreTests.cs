using System.Net;
using System.Net.Http.Headers;
using Dapper;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using SyntheticOps.Collector.Tests.Storage;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class LockedStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_StoreLockedByAnotherProcess_503UntilUnlockedAndNeverAnythingElse()
    {
        using var folder = new TemporaryFolder();
        using var collector = await CollectorProcess.StartAsync(folder);
        using var client = CollectorProcess.Client();
        using var other = new SqliteConnection($"Data Source={Path.Combine(folder.File("data"), "store.db")};Pooling=False");
        await other.OpenAsync(Token);
        await other.ExecuteAsync("begin exclusive");

        var refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(client, collector)));
        refused.ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.RetryAfter == TimeSpan.FromSeconds(2), collector.Output);
        await Eventually.BeTrueAsync(async () => await HealthAsync() == HttpStatusCode.ServiceUnavailable);

        await other.ExecuteAsync("rollback");
        await Eventually.BeTrueAsync(async () => (await SendAsync(client, collector)).Status == HttpStatusCode.OK);
        await Eventually.BeTrueAsync(async () => await HealthAsync() == HttpStatusCode.OK);

        async Task<HttpStatusCode> HealthAsync()
        {
            using var response = await client.GetAsync(new Uri(collector.Http, "/health"), Token);
            return response.StatusCode;
        }
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> SendAsync(HttpClient client, CollectorProcess collector)
    {
        using var content = new ByteArrayContent(Otlp.Traces(Otlp.NewSpan()).ToByteArray())
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") },
        };
        using var response = await client.PostAsync(new Uri(collector.Otlp, "v1/traces"), content, Token);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta);
    }
}
