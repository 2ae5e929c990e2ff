using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace SyntheticOps.ServiceDefaults.Tests.Telemetry;

/// <summary>Aspire switches redaction off in Development; ours stays on.</summary>
public sealed class QueryRedactionTests
{
    private static readonly Dictionary<string, string?> AsAspireSetsThem = new()
    {
        ["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true",
        ["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true",
    };

    [Fact]
    public async Task Spans_InDevelopmentUnderAspire_BearNoQuery()
    {
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/page", () => "x"), settings: AsAspireSetsThem, environment: "Development");

        await service.SpanOfAsync("/page?token=s3cret-value");
        await Poll.ForAsync(() => service.Spans.FirstOrDefault(span => span.Kind == ActivityKind.Client));

        service.Spans.SelectMany(span => span.TagObjects).ShouldAllBe(tag => !$"{tag.Value}".Contains("s3cret", StringComparison.Ordinal));
        service.Spans.ShouldAllBe(span => !span.DisplayName.Contains("s3cret", StringComparison.Ordinal));
        service.Spans.Single(span => span.Kind == ActivityKind.Client).GetTagItem("url.full")!.ToString()!.ShouldEndWith("/page?*");
    }
}
