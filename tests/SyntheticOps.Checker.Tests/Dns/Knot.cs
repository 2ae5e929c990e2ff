using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns;

/// <summary>Starts Knot DNS (package knot) for tests.</summary>
internal static class Knot
{
    public static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Free for UDP and TCP on every loopback address; below the range from which the system takes ports for connections.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(12_000, 30_000);
            try
            {
                using var udp = new UdpClient(new IPEndPoint(IPAddress.Any, port));
                using var tcp = new TcpListener(IPAddress.Any, port);
                tcp.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    /// <param name="more">More sections, such as policies.</param>
    /// <param name="linesOf">More lines of a zone, by its name.</param>
    /// <returns>The path of the configuration.</returns>
    public static string Configure(
        string folder, IEnumerable<string> addresses, int port, IReadOnlyList<(string File, string Zone, string Text)> zones, string more = "", Func<string, string>? linesOf = null)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, _, text) in zones)
        {
            File.WriteAllText(Path.Combine(folder, file), "$TTL 3600\n" + text + "\n");
        }

        var configuration = Path.Combine(folder, "knot.conf");
        File.WriteAllText(configuration, $"""
            server:
                rundir: "{folder}"
                listen: [{string.Join(", ", addresses.Select(address => $"{address}@{port}"))}]
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            database:
                storage: "{folder}"
            log:
              - target: stderr
                any: critical
            {more}
            template:
              - id: default
                storage: "{folder}"
                zonefile-sync: -1
                journal-content: none
            zone:
            {string.Join('\n', zones.Select(zone => $"  - domain: {zone.Zone}\n    file: \"{zone.File}\"\n{linesOf?.Invoke(zone.Zone)}"))}
            """);
        return configuration;
    }

    public static Process Start(string configuration) => Process.Start(new ProcessStartInfo(Find("knotd")!, ["-c", configuration]))!;

    public static async Task StopAsync(IEnumerable<Process> servers)
    {
        foreach (var server in servers)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    public static async Task ReadyAsync(IPEndPoint server, string zone)
    {
        var client = new DnsClient(TimeProvider.System, _ => true);
        var question = new DnsQuestion(DnsName.Parse(zone), RecordType.SOA);
        for (var i = 0; i < 600; i++)
        {
            if (await client.AskAsync(server, question, AskOptions.Authority, TestContext.Current.CancellationToken) is { Message: { IsAuthoritative: true, Answers.Count: 1 } })
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"Knot does not serve {zone} at {server}.");
    }
}
