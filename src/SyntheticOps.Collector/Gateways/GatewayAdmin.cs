using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Gateways;

/// <summary>Talks to the admin endpoint of every gateway of a site with the operator key.</summary>
internal sealed class GatewayAdmin(IHttpClientFactory clients, OperatorKey key, SyntheticsConfiguration synthetics)
{
    public const string ClientName = "gateway-admin";

    /// <summary>Bytes of an answer that we read.</summary>
    public const int MaxAnswer = 256 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<IReadOnlyList<GatewayView>> GetAllAsync(CancellationToken token) =>
        await Task.WhenAll(synthetics.Sites.Values.SelectMany(site => site.Gateways.Select(address => GetAsync(site, address, token))));

    public async Task<GatewayView> GetAsync(Site site, Uri address, CancellationToken token)
    {
        var answer = await GetAsync<MaintenanceState>(address, Names.Routes.Maintenance, token);
        return new GatewayView(site, address, answer.Body, answer.Problem);
    }

    public Task<GatewayAnswer<T>> GetAsync<T>(Uri address, string route, CancellationToken token) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, new Uri(address, route)), null, token);

    /// <summary>Tells every gateway of the site; each answer says what is true there now.</summary>
    public async Task<IReadOnlyList<GatewayView>> SetAsync(Site site, MaintenanceChange change, string actor, CancellationToken token) =>
        await Task.WhenAll(site.Gateways.Select(async address =>
        {
            var answer = await SetAsync(address, change, actor, null, token);
            return new GatewayView(site, address, answer.Body, answer.Problem);
        }));

    /// <param name="address">One gateway.</param>
    /// <param name="change">What it is to do.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="version">Version that must be current there; null: any.</param>
    /// <param name="token">Ends the call.</param>
    public Task<GatewayAnswer<MaintenanceState>> SetAsync(Uri address, MaintenanceChange change, string actor, long? version, CancellationToken token)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(address, Names.Routes.Maintenance)) { Content = JsonContent.Create(change, options: Json) };
        if (version is { } expected)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{expected}\""));
        }

        return SendAsync<MaintenanceState>(request, actor, token);
    }

    public Task<GatewayAnswer<MaintenanceState>> UndoAsync(Uri address, string actor, CancellationToken token) =>
        SendAsync<MaintenanceState>(new HttpRequestMessage(HttpMethod.Post, new Uri(address, Names.Routes.MaintenanceUndo)), actor, token);

    public Task<GatewayAnswer<GatewayWindows>> PlanAsync(Uri address, string name, WindowPlan plan, string actor, CancellationToken token) =>
        SendAsync<GatewayWindows>(
            new HttpRequestMessage(HttpMethod.Put, Of(address, Names.Routes.MaintenanceWindows, name)) { Content = JsonContent.Create(plan, options: Json) }, actor, token);

    public Task<GatewayAnswer<JsonElement>> CancelAsync(Uri address, string name, string actor, CancellationToken token) =>
        SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Delete, Of(address, Names.Routes.MaintenanceWindows, name)), actor, token);

    public Task<GatewayAnswer<StaffLink>> IssueAsync(Uri address, StaffWish wish, string actor, CancellationToken token) =>
        SendAsync<StaffLink>(new HttpRequestMessage(HttpMethod.Post, new Uri(address, Names.Routes.Staff)) { Content = JsonContent.Create(wish, options: Json) }, actor, token);

    public Task<GatewayAnswer<JsonElement>> RevokeAsync(Uri address, string id, string actor, CancellationToken token) =>
        SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Delete, Of(address, Names.Routes.Staff, id)), actor, token);

    public Task<GatewayAnswer<JsonElement>> ReplayAsync(Uri address, string id, string actor, CancellationToken token) =>
        SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Post, Of(address, Names.Routes.Webhooks, $"{Uri.EscapeDataString(id)}/replay", escaped: true)), actor, token);

    public Task<GatewayAnswer<JsonElement>> DeleteWebhookAsync(Uri address, string id, string actor, CancellationToken token) =>
        SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Delete, Of(address, Names.Routes.Webhooks, id)), actor, token);

    private static Uri Of(Uri address, string route, string rest, bool escaped = false) => new(address, $"{route}/{(escaped ? rest : Uri.EscapeDataString(rest))}");

    /// <summary>The status, and the reason of RFC 9457 when there is one.</summary>
    private static async Task<string> WhyAsync(HttpResponseMessage answer, int status, CancellationToken token)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"status {status}");
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return why;
        }

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Json, token);
        return problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String ? $"{why}: {detail.GetString()}" : why;
    }

    private async Task<GatewayAnswer<T>> SendAsync<T>(HttpRequestMessage request, string? actor, CancellationToken token)
    {
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Own);
            if (actor is not null)
            {
                request.Headers.Add(Names.Headers.Actor, actor);
            }

            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, token);
            var status = (int)answer.StatusCode;
            return !answer.IsSuccessStatusCode ? new(default, status, await WhyAsync(answer, status, token))
                : status == StatusCodes.Status204NoContent ? new(default, status, null)
                : new(await answer.Content.ReadFromJsonAsync<T>(Json, token), status, null);
        }
        catch (HttpRequestException e)
        {
            return new(default, null, e.HttpRequestError.ToString());
        }
        catch (JsonException)
        {
            return new(default, null, "not the expected JSON");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new(default, null, "no answer in time");
        }
        finally
        {
            request.Dispose();
        }
    }
}

/// <summary>What a gateway said.</summary>
/// <param name="Status">Null when there was no answer that we understood.</param>
/// <param name="Problem">Why not; English, without address details. Null when it did as asked.</param>
internal sealed record GatewayAnswer<T>(T? Body, int? Status, string? Problem)
{
    public bool IsDone => Problem is null;

    /// <summary>It answered, and refused because somebody or something else decides.</summary>
    public bool IsHeld => Status == StatusCodes.Status409Conflict;
}
