using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SyntheticOps.ServiceDefaults.Tests;

public sealed class ExtensionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task MapDefaultEndpoints_EveryEnvironment_AnswersHealthAndAlive(string environment)
    {
        await using var service = await TestService.StartAsync(environment: environment);

        (await service.Client.GetStringAsync("/health", Token)).ShouldContain("\"healthy\"");
        (await service.Client.GetStringAsync("/alive", Token)).ShouldContain("\"healthy\"");
    }

    [Fact]
    public async Task MapDefaultEndpoints_NotReady_Answers503WithTheReasonAndStaysAlive()
    {
        await using var service = await TestService.StartAsync(configure: builder => builder.Services.AddHealthChecks()
            .AddCheck("store", () => HealthCheckResult.Unhealthy("the store is read-only"))
            .AddCheck("broken", () => throw new InvalidOperationException("password=hunter2")));

        using var health = await service.Client.GetAsync("/health", Token);
        using var alive = await service.Client.GetAsync("/alive", Token);

        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var answer = await health.Content.ReadAsStringAsync(Token);
        answer.ShouldContain("the store is read-only");
        answer.ShouldNotContain("self");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task HealthPolls_AndWhatTheyCause_LeaveNoSpans()
    {
        using var source = new ActivitySource(typeof(TestService).Assembly.GetName().Name!);
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/page", () => "x"),
            builder => builder.Services.AddHealthChecks().AddCheck("store", () =>
            {
                using var query = source.StartActivity("SELECT 1");
                query.ShouldNotBeNull();
                return HealthCheckResult.Healthy();
            }));

        await service.Client.GetStringAsync("/health", Token);
        await service.Client.GetStringAsync("/alive", Token);
        await service.SpanOfAsync("/page");

        service.Spans.Where(span => span.Kind != ActivityKind.Client).Select(span => span.DisplayName).ShouldBe(["GET /page"]);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task HttpClient_TracedInServicesOnly(bool probe, bool traced)
    {
        await using var service = await TestService.StartAsync(app => app.MapGet("/page", () => "x"), probe: probe);

        await service.SpanOfAsync("/page");
        if (traced)
        {
            await Poll.ForAsync(() => service.Spans.FirstOrDefault(span => span.Kind == ActivityKind.Client));
        }

        service.Spans.Any(span => span.Kind == ActivityKind.Client).ShouldBe(traced);
    }

    [Fact]
    public void AddServiceDefaults_Logging_QuietForRequestsUnlessConfigured()
    {
        var quiet = WebApplication.CreateBuilder();
        quiet.AddServiceDefaults();
        var loud = WebApplication.CreateBuilder(["--Logging:LogLevel:Microsoft.AspNetCore=Debug"]);
        loud.AddServiceDefaults();

        quiet.Configuration["Logging:LogLevel:Microsoft.AspNetCore"].ShouldBe("Warning");
        loud.Configuration["Logging:LogLevel:Microsoft.AspNetCore"].ShouldBe("Debug");
    }
}
