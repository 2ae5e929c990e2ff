using System.Diagnostics;
using System.Globalization;
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

    public int Id => _process.Id;

    public string Output => _process.Output;

    /// <summary>How many file descriptors it has open.</summary>
    public int Descriptors => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    public static Task<GatewayProcess> StartAsync(TempFolder data, params IEnumerable<(string Name, string Value)> settings) => StartAsync(data, [], settings);

    public static async Task<GatewayProcess> StartAsync(TempFolder data, string[] arguments, IEnumerable<(string Name, string Value)> settings)
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
        return new GatewayProcess(await ServiceProcess.StartAsync("SyntheticOps.Gateway", 2, fixedOnes.Concat(settings), arguments));
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGSTOP or SIGCONT: its sockets stay open and nobody is there.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.ShouldBe(0);
    }

    public void Dispose() => _process.Dispose();
}
