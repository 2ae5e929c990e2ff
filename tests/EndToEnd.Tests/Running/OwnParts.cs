namespace EndToEnd.Tests.Running;

/// <summary>Collector, prober and shop of one test's own, in the environment of the running ones, with a synthetics.yaml and ports of their own.</summary>
internal sealed class OwnParts(RunningSystem system, string config) : IDisposable
{
    private readonly List<ChildProcess> _started = [];
    private readonly int _http = FreePort.Next();
    private readonly int _otlp = FreePort.Next();
    private readonly int _grpc = FreePort.Next();
    private readonly int _shop = FreePort.Next();

    public Uri Collector => new(Local(_http));

    public Uri Otlp => new(Local(_otlp));

    public Uri Shop => new(Local(_shop));

    public ChildProcess StartCollector()
    {
        var environment = Environment("SyntheticOps.Collector", ("Kestrel__Endpoints__http__Url", Local(_http)), ("Kestrel__Endpoints__otlp__Url", Local(_otlp)), ("Kestrel__Endpoints__otlpgrpc__Url", Local(_grpc)));
        environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        return Start("SyntheticOps.Collector", environment);
    }

    public ChildProcess StartProber() =>
        Start("SyntheticOps.Prober", Environment("SyntheticOps.Prober", ("OTEL_EXPORTER_OTLP_ENDPOINT", Local(_otlp)), ("ASPNETCORE_URLS", Local(0))));

    public ChildProcess StartShop() =>
        Start("Parfumerie", Environment("Parfumerie", ("Kestrel__Endpoints__http__Url", Local(_shop)), ("Kestrel__Endpoints__https__Url", $"https://127.0.0.1:{FreePort.Next()}"), ("SHOP_URL", Local(_shop))));

    /// <summary>`synops` as somebody calls it on the prober's machine.</summary>
    public ChildProcess StartCommand(params IEnumerable<string> arguments)
    {
        var environment = Environment("SyntheticOps.Prober");
        environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        var process = ChildProcess.Start("SyntheticOps.Cli", "synops", arguments, environment);
        _started.Add(process);
        return process;
    }

    /// <summary>What all of them printed, the newest lines of each.</summary>
    public string Output(int lines = 20) => string.Join("\n\n", _started.Select(process => process.LastLines(lines)));

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(_started))
        {
            process.Dispose();
        }
    }

    private static string Local(int port) => $"http://127.0.0.1:{port}";

    /// <summary>What the running process of that program has, with this test's folder and ports.</summary>
    private Dictionary<string, string> Environment(string program, params IEnumerable<(string Name, string Value)> changes)
    {
        var environment = system.Tree.EnvironmentOf(program).ShouldNotBeNull(program).ToDictionary();
        environment["SYNOPS_CONFIG"] = config;
        foreach (var (name, value) in changes)
        {
            environment[name] = value;
        }

        return environment;
    }

    private ChildProcess Start(string project, Dictionary<string, string> environment)
    {
        var process = ChildProcess.Start(project, project, [], environment);
        _started.Add(process);
        return process;
    }
}
