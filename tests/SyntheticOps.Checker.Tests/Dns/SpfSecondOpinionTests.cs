using System.Diagnostics;
using System.Text.Json;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Tests.Dns.Rules;

namespace SyntheticOps.Checker.Tests.Dns;

/// <summary>Second opinion: what pyspf (Debian's python3-spf) cannot evaluate is what we call an error, and nothing else.</summary>
public sealed class SpfSecondOpinionTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Mail comes from an address that no record names, so that every term is looked at.</summary>
    private const string Script = """
        import json, sys, spf
        answers = []
        for lines in json.load(sys.stdin):
            world = {}
            for line in lines:
                name, kind, data = line.split(" ", 2)
                value = {"TXT": lambda: (data.encode(),), "MX": lambda: (10, data.split()[1])}.get(kind, lambda: data)()
                world.setdefault((name, kind), []).append(value)
            spf.DNSLookup = lambda name, kind, *rest: [((name, kind), value) for value in world.get((str(name).lower().rstrip("."), kind), [])]
            answers.append(spf.check2(i="198.18.0.9", s="a@shop.example", h="mx.example", querytime=0)[0])
        print(json.dumps(answers))
        """;

    private static readonly string[] Unusable = ["spf-multiple", "spf-syntax", "spf-too-many-lookups", "spf-include-loop", "spf-include-without-record", "spf-void-lookups"];

    private static readonly string[] Zones =
    [
        "v=spf1 mx -all", "v=spf1 a mx ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all", "v=spf1", "v=spf10 -all", "V=SPF1 -ALL", "v=spf1 -all mx", "v=spf1 foo -all", "v=spf1 ip4:300.0.0.1 -all",
        "v=spf1 ip4:1.2.3.4/33 -all", "v=spf1 include -all", "v=spf1 a:mail.shop.example/24//64 -all", "v=spf1 a//129 -all", "v=spf1 exists:%{ir}.sbl.example -all", "v=spf1 exists:%{q}.example -all",
        "v=spf1 unknown=%{d} -all", "v=spf1 redirect=a.example redirect=b.example", "v=spf1 include:gone.example -all", "v=spf1 redirect=gone.example", "v=spf1 include:shop.example -all",
        "v=spf1 a:g1.example a:g2.example -all", "v=spf1 a:g1.example a:g2.example a:g3.example -all", "v=spf1 a mx a mx a mx a mx a mx -all", "v=spf1 a mx a mx a mx a mx a mx a -all",
        "v=spf1 -all | shop.example TXT v=spf1 mx -all", "other", "v=spf1 include:a.example -all | a.example TXT v=spf1 ip4:192.0.2.1 ~all", "v=spf1 include:a.example -all | a.example TXT v=spf1 foo",
    ];

    [Fact]
    public async Task Judge_Spf_AgreesWithPyspf()
    {
        var worlds = Zones.Select(zone => $"shop.example A 192.0.2.80 | shop.example MX 10 mail.shop.example | mail.shop.example A 192.0.2.81 | shop.example TXT {zone}").ToList();
        var theirs = await AskAsync(worlds.ConvertAll(world => world.Split('|', StringSplitOptions.TrimEntries)));
        Assert.SkipWhen(theirs is null, "pyspf (package python3-spf) is not installed");

        for (var i = 0; i < worlds.Count; i++)
        {
            var found = new World(worlds[i]).Judge(World.Facts() with { MailParts = MailParts.Spf }).Select(finding => finding.Code).ToList();
            var ours = found.Exists(Unusable.Contains) ? "permerror" : found.Contains("spf-missing") ? "none" : "usable";
            ours.ShouldBe(theirs![i] is "permerror" or "none" ? theirs[i] : "usable", Zones[i]);
        }
    }

    /// <summary>Null when Python or pyspf is missing.</summary>
    private static async Task<string[]?> AskAsync(List<string[]> worlds)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(worlds));
        python.StandardInput.Close();
        var answer = await python.StandardOutput.ReadToEndAsync();
        var complaint = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? JsonSerializer.Deserialize<string[]>(answer) : complaint.Contains("No module named", StringComparison.Ordinal) ? null : throw new InvalidOperationException(complaint);
    }
}
