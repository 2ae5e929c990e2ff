using System.Diagnostics;
using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Unbound (package unbound, where it is there) resolves and validates every case with a dozen questions, and says the same.</summary>
public sealed class UnboundAgreementTests(SignedInternet net) : IClassFixture<SignedInternet>
{
    private const ushort AuthenticData = 0x20;

    private static readonly string[] Asked =
        ["@ A", "@ SOA", "@ TXT", "@ CAA", "www A", "www TXT", "nothing A", "a.b.nothing A", "x.wild A", "x.wild TXT", "deep A", "to A", "www.sub A", "b.empty A"];

    /// <summary>Where we differ on purpose: an algorithm that we cannot verify is never bogus.</summary>
    private static readonly string[] Deliberate = ["otheralg.example. A"];

    [Fact]
    public async Task ValidateAsync_EveryCaseAndQuestion_IsWhatUnboundSays()
    {
        Assert.SkipWhen(net.Missing is not null || Knot.Find("unbound") is null, "knotd or unbound is not installed");
        var port = Knot.FreePort();
        using var unbound = Process.Start(new ProcessStartInfo(Knot.Find("unbound")!, ["-d", "-c", Configure(port)]) { RedirectStandardError = true })!;
        try
        {
            await DifferencesAsync(new IPEndPoint(IPAddress.Loopback, port));
        }
        finally
        {
            unbound.Kill();
            await unbound.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task DifferencesAsync(IPEndPoint unbound)
    {
        var (token, client) = (TestContext.Current.CancellationToken, new DnsClient(TimeProvider.System, _ => true));
        var options = AskOptions.Resolver with { Dnssec = true, PerTry = TimeSpan.FromSeconds(20) };
        for (var i = 0; i < 600 && (await client.AskAsync(unbound, new DnsQuestion(DnsName.Root, RecordType.SOA), options, token)).Message is null; i++)
        {
            await Task.Delay(50, token);
        }

        var anchors = TrustAnchorFile.Parse(await File.ReadAllTextAsync(net.AnchorFile, token));
        var (cache, differences) = (new TrustCache(TimeProvider.System), new List<string>());
        foreach (var zone in SignedCases.All.Select(one => one.Zone.Name))
        {
            var lookup = new IterativeLookup(client, new DnsRoots([net.First], net.Port)) { Dnssec = true };
            foreach (var words in Asked.Select(asked => asked.Split(' ')))
            {
                var question = new DnsQuestion(DnsName.Parse(words[0] == "@" ? zone.ToString() : $"{words[0]}.{zone}"), Enum.Parse<RecordType>(words[1]));
                var ours = await new DnssecValidator(lookup, anchors, cache, new Judging(DateTimeOffset.UtcNow)).ValidateAsync(question, token);
                var theirs = (await client.AskAsync(unbound, question, options, token)).Message switch
                {
                    { Code: ResponseCode.ServFail } => Trust.Bogus,
                    { } message => (message.Flags & AuthenticData) != 0 ? Trust.Secure : Trust.Insecure,
                    null => Trust.Indeterminate,
                };
                if (ours.Status != theirs && !Deliberate.Contains($"{question.Name} {question.Type}"))
                {
                    differences.Add($"{question}: {ours.Status} {string.Join(' ', ours.Findings.Concat(ours.Zone.Findings).Select(finding => finding.Code))}, unbound {theirs}");
                }
            }
        }

        differences.ShouldBeEmpty();
    }

    /// <summary>Every zone by name, so that no port 53 is needed; the skew of clocks is ours.</summary>
    private string Configure(int port) => net.FileOf("unbound.conf", $"""
        server:
          directory: "{Path.GetDirectoryName(net.AnchorFile)}"
          chroot: ""
          username: ""
          pidfile: ""
          use-syslog: no
          interface: 127.0.0.1@{port}
          do-ip6: no
          do-not-query-localhost: no
          trust-anchor-file: "{net.AnchorFile}"
          val-sig-skew-min: 300
          val-sig-skew-max: 300
          module-config: "validator iterator"
        {string.Join('\n', SignedInternet.Tops.Concat(SignedCases.All.Select(one => one.Zone.Name.ToString())).Select(zone => $"stub-zone:\n  name: \"{zone}\"\n  stub-addr: {net.First}@{net.Port}"))}
        remote-control:
          control-enable: no
        """);
}
