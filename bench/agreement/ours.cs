#:project ../../src/SyntheticOps.Checker/SyntheticOps.Checker.csproj
#:property PublishAot=false
#:property AssemblyName=agreement
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// Judges the sites of targets.json with the checker's own code over the network; writes ours.json. Called by run.mjs.
using System.Net;
using System.Text.Json;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;

var folder = args[0];
using var targets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "targets.json")));
var ports = targets.RootElement.GetProperty("ports");
var (http, https) = (ports.GetProperty("http").GetInt32(), ports.GetProperty("https").GetInt32());
var names = new SiteNames(PublicSuffixes.Read(Environment.GetEnvironmentVariable("PUBLIC_SUFFIXES") ?? "/usr/share/publicsuffix/public_suffix_list.dat"));
var preload = PreloadList.Read(Path.Combine(folder, "node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json"));
var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
var capture = new SiteCapture(new HttpTransport(dialer, TimeProvider.System), TimeProvider.System);
var results = new System.Collections.Concurrent.ConcurrentDictionary<string, object>();
var sites = targets.RootElement.GetProperty("sites").EnumerateArray().Select(site => (Id: site.GetProperty("id").GetString()!, Host: site.GetProperty("host").GetString()!)).ToList();
await Parallel.ForEachAsync(sites, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (site, token) => results[site.Id] = await JudgeAsync(site.Host, token));
await File.WriteAllTextAsync(Path.Combine(folder, "ours.json"), JsonSerializer.Serialize(results, JsonSerializerOptions.Web));
var policies = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder, "policies.json")))!;
await File.WriteAllTextAsync(Path.Combine(folder, "policies-ours.json"), JsonSerializer.Serialize(policies.Select(policy => CspEvaluation.Of(policy).Select(Line))));

static string Line(CspFinding finding) => $"{finding.Type} {JsonNamingPolicy.SnakeCaseUpper.ConvertName(finding.Severity.ToString())} {finding.Directive} {finding.Value}";

async Task<object> JudgeAsync(string host, CancellationToken token)
{
    var url = new Uri($"https://{host}:{https}/");
    var site = new Site
    {
        Name = "site",
        DisplayName = host,
        Url = url,
        CaFile = Path.Combine(folder, "ca.pem"),
        Reach = [new(IPNetwork.Parse("127.0.0.1/32"), http), new(IPNetwork.Parse("127.0.0.1/32"), https)],
    };
    var definition = new CheckDefinition { Name = "headers", Site = "site", Type = "headers", Every = TimeSpan.FromMinutes(1), Timeout = TimeSpan.FromSeconds(20), Confirm = new Confirmation(1, 1, TimeSpan.FromSeconds(5)) };
    var run = new CheckRun
    {
        RunId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Definition = definition,
        Site = site,
        Trigger = Triggers.Manual,
        Identity = new ProbeIdentity("4bf92f3577b34da6a3ce929d0e0e4736", "0123456789abcdefghijklmnopqrstuv", TimeProvider.System),
        Artifacts = new NoArtifacts(),
    };
    var seen = await capture.CaptureAsync(new CaptureTarget(url, new Uri($"http://{host}:{http}/"), names, preload), run, token);
    if (seen.Facts.Auto is not { } answer)
    {
        return new { error = "down" };
    }

    if (answer.Status is not ((>= 200 and < 400) or 401 or 403))
    {
        return new { error = $"status {answer.Status}" };
    }

    var report = HeaderReport.Judge(seen.Facts);
    return new
    {
        report.Score,
        report.Grade,
        tests = report.Verdicts.ToDictionary(item => item.Rule.Name, item => new { result = item.Verdict.Key, item.Verdict.Pass, item.Verdict.Modifier }),
    };
}

internal sealed class NoArtifacts : IArtifactSink
{
    public Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token) => Task.CompletedTask;
}
