using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Runs a service and turns what stops its start into one line and an exit code.</summary>
public static class Launch
{
    /// <returns>0 after a normal stop, 2 for configuration, 3 for a data folder in use (contracts.md section 1).</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            foreach (var condition in app.Services.GetServices<IBeforeStart>())
            {
                condition.Verify();
            }

            await app.RunAsync();
            return Names.ExitCodes.Success;
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
            return Names.ExitCodes.Configuration;
        }
    }
}
