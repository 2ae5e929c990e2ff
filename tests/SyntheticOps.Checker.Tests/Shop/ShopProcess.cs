using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Checker.Tests.Shop;

/// <summary>The demo shop's own executable on free ports, in Development, with a data folder of its own; it ends with this object.</summary>
public sealed partial class ShopProcess : IAsyncLifetime
{
    public const string WebhookSecret = "whsec_0123456789abcdef";
    public const string StripeKey = "sk_test_0123456789abcdef";

    private const string OperatorKey = "OperatorKeyOfTheTests0123456789";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-shop-");
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly HttpClient _operator = new();
    private Process? _process;
    private Uri? _url;
    private Uri? _secure;

    /// <summary>By name, as the certificate has it.</summary>
    public Uri Url => Named(_url!);

    public Uri Secure => Named(_secure!);

    public string Database => Path.Combine(_folder.FullName, "data", "shop.db");

    public string Authority => Path.Combine(_folder.FullName, "data", "ca.pem");

    public string BaselineOf(string check) => Path.Combine(_folder.FullName, check + ".json");

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(Describe())!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Task.WhenAny(_listening.Task, _process.WaitForExitAsync()).WaitAsync(StartTime, TimeProvider.System);
        _listening.Task.IsCompleted.ShouldBeTrue("The shop did not start:\n" + string.Join('\n', _output));
        _operator.BaseAddress = _url;
        _operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorKey);
    }

    public async Task BreakAsync(string fault, object parameters)
    {
        using var answer = await _operator.PutAsJsonAsync($"/_faults/{fault}", new { @params = parameters });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public async Task RepairAsync() => (await _operator.DeleteAsync("/_faults")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    /// <summary>An order that stays, of a probe's run.</summary>
    public async Task OrderAsync(string run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_url!, $"/api/test-orders/{run}"))
        {
            Headers = { { "Synthetic-Probe", ProbeSignature.Create(Probe.Key, run, $"{_url!.Host}:{_url.Port}", TimeProvider.System.GetUtcNow()) } },
        };
        using var answer = await _operator.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static Uri Named(Uri url) => new UriBuilder(url) { Host = "localhost" }.Uri;

    private ProcessStartInfo Describe()
    {
        var configuration = typeof(ShopProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration.ToLowerInvariant();
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Parfumerie", configuration, "Parfumerie.dll"));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet", ["exec", program])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => Foreign().IsMatch(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in new (string, string)[]
        {
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"), ("Kestrel__Endpoints__https__Url", "https://127.0.0.1:0"),
            ("SYNOPS_DATA", Path.Combine(_folder.FullName, "data")), ("SYNOPS_OPERATOR_KEY", OperatorKey), ("SYNOPS_PROBE_KEY", Probe.Key),
            ("STRIPE_SECRET_KEY", StripeKey), ("STRIPE_WEBHOOK_SECRET", WebhookSecret),
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Hear(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                var url = new Uri(match.Groups[1].Value);
                (_url, _secure) = url.Scheme == "http" ? (url, _secure) : (_url, url);
            }

            if (_url is not null && _secure is not null)
            {
                _listening.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"Now listening on: (https?://\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex("^(SYNOPS_|OTEL_|ASPNETCORE_|STRIPE_|KESTREL__|DOTNET_ENVIRONMENT|DOTNET_LAUNCH)", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();
}
