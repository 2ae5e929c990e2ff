using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Tests;

/// <summary>The real executable as a child process on free ports, which it says on its standard output.</summary>
internal sealed partial class CollectorProcess : IDisposable
{
    public const string Key = "testingestkeytestingestkey";

    /// <summary>The smallest configuration; nothing asks the site.</summary>
    private const string Synthetics = """
        sites:
          shop:
            url: http://127.0.0.1:1
        checks:
          home:
            http: {path: /}
            every: 1h
        """;

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Uri> _addresses = [];
    private readonly List<string> _output = [];

    private CollectorProcess(TemporaryFolder folder, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SyntheticOps.Collector.dll") },
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal) || name.StartsWith("SYNOPS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        (string Name, string Value)[] fixedOnes =
        [
            (Names.Env.Data, folder.File("data")),
            (Names.Env.Config, folder.File("synthetics.yaml")),
            (Names.Env.IngestKey, Key),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__otlp__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__otlpgrpc__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__otlpgrpc__Protocols", "Http2"),
        ];
        foreach (var (name, value) in fixedOnes.Concat(variables))
        {
            start.Environment[name] = value;
        }

        File.WriteAllText(folder.File("synthetics.yaml"), Synthetics);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>In the order of the endpoints' names: http, otlp, otlpgrpc.</summary>
    public Uri Otlp => _addresses[1];

    public Uri OtlpGrpc => _addresses[2];

    public Uri Http => _addresses[0];

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static async Task<CollectorProcess> StartAsync(TemporaryFolder folder, params IEnumerable<(string Name, string Value)> variables)
    {
        var collector = new CollectorProcess(folder, variables);
        try
        {
            await Task.WhenAny(collector._listening.Task, collector._process.WaitForExitAsync()).WaitAsync(StartTime, TimeProvider.System);
            return collector._listening.Task.IsCompleted ? collector : throw new TimeoutException();
        }
        catch (TimeoutException)
        {
            collector.Dispose();
            throw new InvalidOperationException($"The collector did not start:\n{collector.Output}");
        }
    }

    /// <summary>A client with the key; HTTP/2 without TLS for gRPC.</summary>
    public static HttpClient Client(bool http2 = false) => new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        DefaultRequestVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                _addresses.Add(new Uri(match.Groups[1].Value));
            }

            if (_addresses.Count == 3)
            {
                _listening.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
