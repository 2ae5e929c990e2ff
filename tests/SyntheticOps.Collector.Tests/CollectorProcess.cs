using System.Net;
using System.Net.Http.Headers;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.Testing;

namespace SyntheticOps.Collector.Tests;

/// <summary>The real collector as a child process, with a site that nothing asks.</summary>
internal sealed class CollectorProcess : IDisposable
{
    public const string Key = "testingestkeytestingestkey";

    private const string Synthetics = """
        sites:
          shop:
            url: http://127.0.0.1:1
        checks:
          home:
            http: {path: /}
            every: 1h
        """;

    private readonly ServiceProcess _process;

    private CollectorProcess(ServiceProcess process) => _process = process;

    /// <summary>The addresses come in the order of the endpoints' names: http, otlp, otlpgrpc.</summary>
    public Uri Http => _process.Addresses[0];

    public Uri Otlp => _process.Addresses[1];

    public Uri OtlpGrpc => _process.Addresses[2];

    public string Output => _process.Output;

    public static async Task<CollectorProcess> StartAsync(TemporaryFolder folder, params IEnumerable<(string Name, string Value)> variables)
    {
        await File.WriteAllTextAsync(folder.File("synthetics.yaml"), Synthetics);
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
        return new CollectorProcess(await ServiceProcess.StartAsync("SyntheticOps.Collector", 3, fixedOnes.Concat(variables)));
    }

    /// <summary>A client with the key; HTTP/2 without TLS for gRPC.</summary>
    public static HttpClient Client(bool http2 = false) => new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        DefaultRequestVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
