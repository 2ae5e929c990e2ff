using SyntheticOps.ServiceDefaults;
using SyntheticOps.Testing;

namespace SyntheticOps.Gateway.Tests;

/// <summary>The real gateway as a child process.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly ServiceProcess _process;

    private GatewayProcess(ServiceProcess process) => _process = process;

    /// <summary>The addresses come in the order of the endpoints' names: admin, http.</summary>
    public Uri Http => _process.Addresses[1];

    public Uri Admin => _process.Addresses[0];

    public static async Task<GatewayProcess> StartAsync(TempFolder data, params IEnumerable<(string Name, string Value)> settings)
    {
        (string Name, string Value)[] fixedOnes =
        [
            (Names.Env.Data, data.File("data")),
            (Names.Env.OperatorKey, RunningGateway.OperatorKey),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__admin__Url", "http://127.0.0.1:0"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
            ("Page__Name", "THE PARFUMERIEE"),
        ];
        return new GatewayProcess(await ServiceProcess.StartAsync("SyntheticOps.Gateway", 2, fixedOnes.Concat(settings)));
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
