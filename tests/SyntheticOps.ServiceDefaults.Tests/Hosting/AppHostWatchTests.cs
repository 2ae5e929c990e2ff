using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SyntheticOps.ServiceDefaults.Tests.Hosting;

public sealed class AppHostWatchTests
{
    [Fact]
    public async Task AppHost_Gone_StopsTheService()
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var service = await TestService.StartAsync(settings: new() { [Names.Env.AppHost] = $"{child.Id}/abc" });

        var lifetime = service.App.Services.GetRequiredService<IHostApplicationLifetime>();
        await Poll.ForAsync(() => lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : null);
    }

    [Fact]
    public async Task AppHost_Alive_KeepsTheServiceUp()
    {
        await using var service = await TestService.StartAsync(settings: new() { [Names.Env.AppHost] = $"{Environment.ProcessId}/abc" });

        (await service.Client.GetStringAsync("/alive", TestContext.Current.CancellationToken)).ShouldContain("healthy");
        service.App.Lifetime.ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x/1")]
    public async Task AppHost_NotNamed_IsNotWatched(string? value)
    {
        await using var service = await TestService.StartAsync(settings: new() { [Names.Env.AppHost] = value });

        service.App.Services.GetServices<IHostedService>().ShouldNotContain(hosted => hosted.GetType().Name == "AppHostWatch");
    }
}
