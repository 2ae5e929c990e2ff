using System.Net;
using Microsoft.AspNetCore.Builder;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.ServiceDefaults.Tests.Hosting;

public sealed class ListenerPolicyTests
{
    [Fact]
    public async Task RequireListener_TwoEndpointsOnFreePorts_AnswersOnItsOwnOnly()
    {
        await using var service = await TestService.StartAsync(
            app =>
            {
                app.MapGet("/secret", () => "x").RequireListener("admin");
                app.MapGet("/page", () => "x");
            },
            settings: new()
            {
                ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
                ["Kestrel:Endpoints:admin:Url"] = "http://127.0.0.1:0",
            });

        var answers = new List<(HttpStatusCode Secret, HttpStatusCode Page)>();
        foreach (var url in service.App.Urls)
        {
            answers.Add((await StatusAsync(service, url, "/secret"), await StatusAsync(service, url, "/page")));
        }

        answers.Count(answer => answer.Secret == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Secret == HttpStatusCode.NotFound).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Page == HttpStatusCode.OK);
    }

    [Fact]
    public async Task RequireListener_EndpointNotConfigured_AnswersEverywhere()
    {
        await using var service = await TestService.StartAsync(app => app.MapGet("/secret", () => "x").RequireListener("admin"));

        (await StatusAsync(service, service.App.Urls.First(), "/secret")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestService service, string url, string path)
    {
        using var response = await service.Client.GetAsync(new Uri(new Uri(url), path), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
