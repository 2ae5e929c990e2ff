#:property PublishAot=false
#:property NoWarn=$(NoWarn);CA1852;IDE0130
// How often `synops inspect` and the reference tools say the same: MDN's package and csp_evaluator on 400 sites and 3,000 policies, then DNS and
// TLS on a local internet; then our SARIF against its schema. bench/agreement/README.md says how. Run it with `dotnet run ops.cs bench agreement --rounds 1`. It needs Node 20.
// apt: knot=/usr/sbin/knotd knot-dnsutils=/usr/bin/kdig bind9=/usr/sbin/named bind9-utils=/usr/bin/named-checkzone bind9-dnsutils=/usr/bin/delv unbound=/usr/sbin/unbound python3-spf=/usr/lib/python3/dist-packages/spf.py openssl=/usr/bin/openssl
using System.ComponentModel;
using System.Diagnostics;

var failed = false;
foreach (var script in (string[])["bench/agreement/run.mjs", "bench/agreement/internet/run.mjs", "bench/agreement/sarif.mjs"])
{
    try
    {
        using var node = Process.Start("node", [script]);
        node.WaitForExit();
        failed |= node.ExitCode != 0;
    }
    catch (Win32Exception)
    {
        Console.Error.WriteLine("node is missing: Node 20 or newer is needed.");
        return 2;
    }
}

return failed ? 1 : 0;
