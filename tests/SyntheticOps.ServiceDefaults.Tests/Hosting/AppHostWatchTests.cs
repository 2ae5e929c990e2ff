using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        var clock = new FastClock();
        await using var service = await TestService.StartAsync(
            configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)), settings: new() { [Names.Env.AppHost] = $"{Environment.ProcessId}/abc" });

        await Poll.ForAsync(() => clock.Ticks >= 20 ? "it has looked" : null);
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

    /// <summary>What is done from time to time is done every 10 ms.</summary>
    private sealed class FastClock : TimeProvider
    {
        private int _ticks;

        public int Ticks => Volatile.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => period <= TimeSpan.Zero
            ? System.CreateTimer(callback, state, dueTime, period)
            : System.CreateTimer(
                at =>
                {
                    callback(at);
                    Interlocked.Increment(ref _ticks);
                },
                state, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
    }
}
