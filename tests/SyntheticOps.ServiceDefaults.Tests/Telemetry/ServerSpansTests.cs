using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.ServiceDefaults.Tests.Telemetry;

public sealed class ServerSpansTests
{
    private static void Map(WebApplication app)
    {
        app.MapGet("/items/{id}", (string id) => id);
        app.MapGet("rootless", () => "x");
        app.MapGet("/busy", () => Results.StatusCode(503));
        app.MapGet("/throws", string () => throw new InvalidOperationException("boom"));
        app.MapGet("/too-large", string () => throw new BadHttpRequestException("too large", 413));
        app.MapGet("/named", (HttpContext context) =>
        {
            Activity.Current!.SetTag(SyntheticTelemetry.Attributes.ErrorType, "database_down");
            context.Response.StatusCode = 500;
        });
    }

    [Theory]
    [InlineData("/items/7", "GET /items/{id}", "/items/{id}", 200, ActivityStatusCode.Unset, null)]
    [InlineData("/rootless", "GET /rootless", "/rootless", 200, ActivityStatusCode.Unset, null)]
    [InlineData("/nowhere", "GET", null, 404, ActivityStatusCode.Unset, null)]
    [InlineData("/busy", "GET /busy", "/busy", 503, ActivityStatusCode.Error, "503")]
    [InlineData("/throws", "GET /throws", "/throws", 500, ActivityStatusCode.Error, "System.InvalidOperationException")]
    [InlineData("/too-large", "GET /too-large", "/too-large", 413, ActivityStatusCode.Unset, null)]
    [InlineData("/named", "GET /named", "/named", 500, ActivityStatusCode.Error, "database_down")]
    public async Task Complete_EachAnswer_GivesNameRouteStatusAndError(
        string path, string name, string? route, int status, ActivityStatusCode code, string? error)
    {
        await using var service = await TestService.StartAsync(Map);

        var span = await service.SpanOfAsync(path);

        span.DisplayName.ShouldBe(name);
        span.GetTagItem("http.route").ShouldBe(route);
        span.GetTagItem("http.response.status_code").ShouldBe(status);
        span.Status.ShouldBe(code);
        span.GetTagItem("error.type").ShouldBe(error);
        span.GetTagItem("http.request.method").ShouldBe("GET");
        span.GetTagItem("url.path").ShouldBe(path);
        span.GetTagItem("server.address").ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Complete_UnhandledException_RecordsIt()
    {
        await using var service = await TestService.StartAsync(Map);

        var span = await service.SpanOfAsync("/throws");

        span.StatusDescription.ShouldBe("boom");
        span.Events.Single().Name.ShouldBe("exception");
    }

    [Fact]
    public async Task Complete_ExceptionHandlerInside_KeepsTheRouteThatFailed()
    {
        await using var service = await TestService.StartAsync(app =>
        {
            app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("sorry", TestContext.Current.CancellationToken)));
            Map(app);
        });

        var span = await service.SpanOfAsync("/throws");

        span.DisplayName.ShouldBe("GET /throws");
        span.GetTagItem("http.response.status_code").ShouldBe(500);
        span.GetTagItem("error.type").ShouldBe("System.InvalidOperationException");
        span.Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Complete_MadeUpMethod_DoesNotNameTheSpan()
    {
        await using var service = await TestService.StartAsync(Map);

        var span = await service.SpanOfAsync(new HttpRequestMessage(new HttpMethod("BREW"), "/coffee"));

        span.DisplayName.ShouldBe("HTTP");
    }

    [Fact]
    public async Task Complete_CallerWithTraceparent_ContinuesItsTrace()
    {
        await using var service = await TestService.StartAsync(Map);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/items/7");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        var span = await service.SpanOfAsync(request);

        span.TraceId.ToHexString().ShouldBe("4bf92f3577b34da6a3ce929d0e0e4736");
        span.ParentSpanId.ToHexString().ShouldBe("00f067aa0ba902b7");
    }
}
