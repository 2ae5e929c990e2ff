using System.Diagnostics;
using System.Globalization;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>`openssl s_server`, for what the platform's TLS will not serve: old versions, weak keys, an untidy chain, a staple.</summary>
internal sealed class OpensslServer : IDisposable
{
    private readonly Process _process;

    public OpensslServer(params string[] arguments)
    {
        _process = Start(["s_server", "-accept", "127.0.0.1:0", "-www", .. arguments]);
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith("ACCEPT 127.0.0.1:", StringComparison.Ordinal))
            {
                Port = int.Parse(line.AsSpan("ACCEPT 127.0.0.1:".Length), CultureInfo.InvariantCulture);
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("openssl s_server did not start: " + _process.StandardError.ReadToEnd());
    }

    public int Port { get; }

    /// <summary>What `openssl` with these arguments prints.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("openssl", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
