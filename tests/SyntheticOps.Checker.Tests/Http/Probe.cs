using System.Net;
using System.Security.Cryptography;
using System.Text;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>Runs an http check from its YAML against a real server.</summary>
internal static class Probe
{
    public const string RunId = "4bf92f3577b34da6a3ce929d0e0e4736";

    public const string Key = "0123456789abcdefghijklmnopqrstuv";

    public static Task<CheckResult> CheckAsync(Uri url, string yaml = "{http: {}}", TimeSpan? timeout = null, string? ca = null, bool own = false) =>
        CheckAsync(SiteOf(url, ca, own), yaml, timeout);

    public static async Task<CheckResult> CheckAsync(Site site, string yaml, TimeSpan? timeout, ProbeDialer? dialer = null)
    {
        var entry = Read(yaml, out var errors);
        var definition = Definition(timeout);
        var transport = new HttpTransport(dialer ?? new ProbeDialer(TimeProvider.System), TimeProvider.System);
        var check = new HttpCheckType(transport).Create(definition, site, entry.Find("http")!, entry);
        errors.Lines.ShouldBeEmpty();
        using var limit = new CancellationTokenSource(definition.Timeout);
        return await check.RunAsync(Run(site, definition), limit.Token);
    }

    /// <summary>Runs a check of any type; its key is the first one of the YAML.</summary>
    public static async Task<CheckResult> CheckAsync(ICheckType type, Site site, string yaml, TimeSpan? timeout = null, string runId = RunId, string? key = Key)
    {
        var entry = Read(yaml, out var errors);
        var definition = Definition(timeout);
        var check = type.Create(definition, site, entry.Find(type.Name)!, entry);
        errors.Lines.ShouldBeEmpty();
        using var limit = new CancellationTokenSource(definition.Timeout);
        return await check.RunAsync(Run(site, definition) with { RunId = runId, Identity = new ProbeIdentity(runId, key, TimeProvider.System) }, limit.Token);
    }

    public static HttpTransport NewTransport() => new(new ProbeDialer(TimeProvider.System), TimeProvider.System);

    public static IReadOnlyList<string> Mistakes(ICheckType type, string yaml)
    {
        var entry = Read(yaml, out var errors);
        type.Create(Definition(null), SiteOf(new Uri("https://shop.example")), entry.Find(type.Name)!, entry);
        errors.ReportUnread();
        return errors.Lines;
    }

    public static IReadOnlyList<string> Mistakes(string yaml)
    {
        var entry = Read(yaml, out var errors);
        new HttpCheckType(new HttpTransport(new ProbeDialer(TimeProvider.System), TimeProvider.System)).Create(
            Definition(null), SiteOf(new Uri("https://shop.example")), entry.Find("http")!, entry);
        errors.ReportUnread();
        return errors.Lines;
    }

    public static Site SiteOf(Uri url, string? ca = null, bool own = false) => new()
    {
        Name = "shop",
        DisplayName = "shop",
        Url = url,
        OwnOrigins = own ? [url] : [],
        CaFile = ca,
        Reach = [new ReachRule(IPNetwork.Parse("127.0.0.1/32"), url.Port)],
    };

    public static CheckRun Run(Site site, CheckDefinition definition) => new()
    {
        RunId = RunId,
        Definition = definition,
        Site = site,
        Trigger = Triggers.Manual,
        Identity = new ProbeIdentity(RunId, Key, TimeProvider.System),
        Artifacts = new NoArtifacts(),
    };

    public static CheckDefinition Definition(TimeSpan? timeout) => new()
    {
        Name = "home",
        Site = "shop",
        Type = "http",
        Every = TimeSpan.FromMinutes(1),
        Timeout = timeout ?? TimeSpan.FromSeconds(10),
        Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
    };

    private static ConfigMap Read(string yaml, out ConfigErrors errors)
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-{RandomNumberGenerator.GetHexString(16)}.yaml");
        File.WriteAllText(file, yaml, Encoding.UTF8);
        errors = new ConfigErrors();
        var root = ConfigFile.Read(file, new Variables(_ => null), errors)!.AsMap();
        File.Delete(file);
        return root;
    }

    private sealed class NoArtifacts : IArtifactSink
    {
        public Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token) => Task.CompletedTask;
    }
}
