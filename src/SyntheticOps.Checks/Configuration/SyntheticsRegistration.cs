using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Registers synthetics.yaml and the check types that may stand in it.</summary>
public static class SyntheticsRegistration
{
    /// <summary>
    /// A <see cref="SyntheticsConfiguration"/>, read when the host starts; mistakes stop the start with exit code 2, all at
    /// once. Call it before anything that needs the file, so that its hosted service is the first.
    /// </summary>
    public static TBuilder AddSynthetics<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(services => Load(
            services.GetRequiredService<IConfiguration>(), services.GetServices<ICheckType>()));
        builder.Services.AddSingleton<IBeforeStart, ReadAtStart>();
        builder.Services.AddHostedService<ReadAtStart>();
        return builder;
    }

    /// <summary>Makes a check type known to synthetics.yaml in this process.</summary>
    public static IServiceCollection AddCheckType<TType>(this IServiceCollection services)
        where TType : class, ICheckType => services.AddSingleton<ICheckType, TType>();

    private static SyntheticsConfiguration Load(IConfiguration configuration, IEnumerable<ICheckType> types)
    {
        var path = SyntheticsPath.Find(configuration) ?? throw new StartupException(
            Names.ExitCodes.Configuration,
            $"No {SyntheticsPath.FileName} was found from {Environment.CurrentDirectory} upwards. Set {Names.Env.Config} to its path.");
        var (read, errors) = SyntheticsFile.Load(path, types, Variables.From(configuration));
        errors.ThrowIfAny();
        return read!;
    }

    /// <summary>Reads the file before anything else starts, also in a host that <see cref="Launch"/> does not run.</summary>
    private sealed class ReadAtStart(IServiceProvider services) : IHostedService, IBeforeStart
    {
        public void Verify() => services.GetRequiredService<SyntheticsConfiguration>();

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Verify();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
