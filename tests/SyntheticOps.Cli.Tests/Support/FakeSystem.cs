using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>A collector and a shop in one server, as a drill sees them; what happens after the shop breaks is up to the test.</summary>
internal sealed class FakeSystem : IAsyncDisposable
{
    public const string Key = "operatorkey0123456789abcdef";

    private static readonly HttpClient Http = new();

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _incidents = [];
    private readonly List<string> _faults = [];
    private TestSite _site = null!;
    private JsonObject? _drill;

    /// <summary>Scenario of the incident that opens when the shop breaks; null opens none.</summary>
    public string? Opens { get; set; } = "downtime";

    /// <summary>Whether it belongs to the drill, as one of the right scenario does.</summary>
    public bool OfDrill { get; set; } = true;

    public string Cause { get; set; } = "response_status 503";

    public bool Notifies { get; set; } = true;

    public bool Resolves { get; set; } = true;

    public bool RefusesRepair { get; set; }

    public bool RefusesForget { get; set; }

    public Uri Url => _site.Url;

    public ConcurrentQueue<(string Request, string Body)> Seen { get; } = new();

    public IEnumerable<string> Requests => Seen.Select(seen => seen.Request);

    public bool IsBroken
    {
        get
        {
            lock (_gate)
            {
                return _faults.Count > 0;
            }
        }
    }

    public static async Task<FakeSystem> StartAsync()
    {
        var system = new FakeSystem();
        system._site = await TestSite.StartAsync(system.HandleAsync);
        return system;
    }

    public void Break(string fault) => _faults.Add(fault);

    public void Open(string scenario, string state = "open") => _incidents.Add(Incident(scenario, null, state));

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var request = $"{context.Request.Method} {context.Request.Path}";
        Seen.Enqueue((request, body));
        var (status, answer) = context.Request.Headers.Authorization == $"Bearer {Key}"
            ? Answer(context, request, body)
            : (401, new JsonObject { ["detail"] = "Operator key required" });
        context.Response.StatusCode = status;
        if (answer is not null)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
    }

    private (int Status, JsonNode? Answer) Answer(HttpContext context, string request, string body)
    {
        lock (_gate)
        {
            return request switch
            {
                "GET /_faults" => (200, new JsonObject { ["faults"] = new JsonArray([.. _faults.Select(name => new JsonObject { ["name"] = name })]) }),
                "DELETE /_faults" when RefusesRepair => (500, null),
                "DELETE /_faults" => Repair(),
                "POST /api/v1/drills" => Start(body),
                "GET /api/v1/incidents" => (200, new JsonObject { ["incidents"] = new JsonArray([.. _incidents.Where(incident => Fits(incident, context.Request.Query)).Select(incident => incident.DeepClone())]) }),
                _ when request.StartsWith("PUT /_faults/", StringComparison.Ordinal) => BreakDown(request["PUT /_faults/".Length..]),
                _ when request.StartsWith("DELETE /api/v1/drills/", StringComparison.Ordinal) => (RefusesForget ? 404 : 204, null),
                _ when request.StartsWith("GET /api/v1/incidents/", StringComparison.Ordinal) => (200, _incidents[^1].DeepClone()),
                _ => (404, null),
            };
        }
    }

    private static bool Fits(JsonObject incident, IQueryCollection query) => query.All(asked => asked.Key switch
    {
        "drill" => (string?)incident["drill"] == asked.Value,
        "site" => (string?)incident["site"] == asked.Value,
        "state" => asked.Value == "unresolved" ? (string?)incident["state"] != "resolved" : (string?)incident["state"] == asked.Value,
        _ => true,
    });

    private (int Status, JsonNode? Answer) Start(string body)
    {
        _drill = JsonNode.Parse(body)!.AsObject();
        return (201, new JsonObject { ["id"] = "drill-1", ["expiresAt"] = "2026-01-01T00:00:00Z" });
    }

    private (int Status, JsonNode? Answer) BreakDown(string fault)
    {
        _faults.Add(fault);
        if (Opens is { } scenario && _incidents.TrueForAll(incident => incident["drill"] is null))
        {
            _incidents.Add(Incident(scenario, OfDrill ? "drill-1" : null, "open"));
            if (Notifies)
            {
                _ = NotifyAsync((string)_drill!["notify"]!);
            }
        }

        return (200, new JsonObject());
    }

    private (int Status, JsonNode? Answer) Repair()
    {
        _faults.Clear();
        _incidents.ForEach(incident => incident["state"] = Resolves ? "resolved" : incident["state"]!.GetValue<string>());
        return (204, null);
    }

    private static async Task NotifyAsync(string address)
    {
        using var body = new StringContent(
            """{"type": "incident.opened", "data": {"transition": "opened", "drill": "drill-1"}}""", Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(address), body);
    }

    private JsonObject Incident(string scenario, string? drill, string state) => JsonSerializer.SerializeToNode(new
    {
        id = $"INC-{_incidents.Count + 1}",
        site = "shop",
        scenario,
        cause = Cause,
        state,
        openedAt = "2026-01-01T00:00:00Z",
        evidence = new[] { new { kind = "run", @ref = "abc", text = "the page answered" } },
        drill,
    })!.AsObject();
}
