using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>Talks to the admin endpoint of every gateway of a site with the operator key.</summary>
internal sealed class GatewayAdmin(IHttpClientFactory clients, OperatorKey key, SyntheticsConfiguration synthetics)
{
    public const string ClientName = "gateway-admin";

    /// <summary>Bytes of an answer that we read.</summary>
    public const int MaxAnswer = 256 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<IReadOnlyList<GatewayView>> GetAllAsync(CancellationToken token) =>
        await Task.WhenAll(synthetics.Sites.Values.SelectMany(site => site.Gateways.Select(address => GetAsync(site, address, token))));

    public Task<GatewayView> GetAsync(Site site, Uri address, CancellationToken token) =>
        AskAsync(site, address, new HttpRequestMessage(HttpMethod.Get, MaintenanceOf(address)), token);

    /// <summary>Tells every gateway of the site; each answer says what is true there now.</summary>
    public async Task<IReadOnlyList<GatewayView>> SetAsync(Site site, MaintenanceChange change, string actor, CancellationToken token) =>
        await Task.WhenAll(site.Gateways.Select(address =>
        {
            var request = new HttpRequestMessage(HttpMethod.Put, MaintenanceOf(address)) { Content = JsonContent.Create(change, options: Json) };
            request.Headers.Add(Names.Headers.Actor, actor);
            return AskAsync(site, address, request, token);
        }));

    /// <summary>What waits at every gateway.</summary>
    public async Task<IReadOnlyList<WebhooksView>> GetWebhooksAsync(CancellationToken token) =>
        await Task.WhenAll(synthetics.Sites.Values.SelectMany(site => site.Gateways.Select(async address =>
        {
            var (webhooks, problem) = await SendAsync<WaitingWebhooks>(new HttpRequestMessage(HttpMethod.Get, new Uri(address, Names.Routes.Webhooks)), token);
            return new WebhooksView(site, address, webhooks, problem);
        })));

    /// <returns>Whether the gateway took it.</returns>
    public async Task<bool> ReplayAsync(Uri address, string id, string actor, CancellationToken token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"{Names.Routes.Webhooks}/{Uri.EscapeDataString(id)}/replay"));
        request.Headers.Add(Names.Headers.Actor, actor);
        var (_, problem) = await SendAsync<JsonElement>(request, token);
        return problem is null;
    }

    private static Uri MaintenanceOf(Uri address) => new(address, Names.Routes.Maintenance);

    private async Task<GatewayView> AskAsync(Site site, Uri address, HttpRequestMessage request, CancellationToken token)
    {
        var (state, problem) = await SendAsync<MaintenanceState>(request, token);
        return new GatewayView(site, address, state, problem);
    }

    private async Task<(T? Answer, string? Problem)> SendAsync<T>(HttpRequestMessage request, CancellationToken token)
    {
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Own);
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, token);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync<T>(Json, token), null)
                : (default, $"status {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return (default, e.HttpRequestError.ToString());
        }
        catch (JsonException)
        {
            return (default, "not the expected JSON");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return (default, "no answer in time");
        }
        finally
        {
            request.Dispose();
        }
    }
}
