using System.Buffers;
using System.Net;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>Notices who asks for what only scanners ask for, and who runs against a rate limit again and again.</summary>
internal sealed class ScannerWatch(AttackSignals signals, IOptions<GuardOptions> options, TimeProvider clock)
{
    /// <summary>Texts in paths of tools that look for secrets, admin pages and known holes. A shop that serves one answers it with less than 400.</summary>
    private static readonly string[] Known =
    [
        "/.env", "/.git", "/.svn", "/.hg/", "/.aws", "/.ssh", "/.ds_store", "/.htaccess", "/.htpasswd", "/.vscode", "/.idea", "/.npmrc", "/wp-login.php", "/wp-admin", "/wp-content", "/wp-includes",
        "/wp-config", "/xmlrpc.php", "/phpmyadmin", "/pma/", "/adminer", "/phpinfo", "/vendor/phpunit", "/eval-stdin.php", "/cgi-bin/", "/server-status", "/actuator", "/solr/", "/jenkins",
        "/manager/html", "/boaform", "/hnap1", "/autodiscover/", "/owa/", "/ecp/", "/etc/passwd", "/telescope/", "/_profiler", "/_ignition/", "/debug/default", "/id_rsa", "/dump.sql", "/backup.sql", "/db.sql",
    ];

    private readonly SearchValues<string> _texts = SearchValues.Create([.. Known, .. options.Value.Scanner.Paths], StringComparison.OrdinalIgnoreCase);
    private readonly ScannerOptions _options = options.Value.Scanner;
    private readonly Lock _gate = new();
    private readonly AttackWindow _scans = new(TimeSpan.FromSeconds(options.Value.Scanner.WithinS), clock);
    private readonly AttackWindow _floods = new(TimeSpan.FromSeconds(60), clock);
    private string _path = "";
    private string _limit = "";

    public bool Fits(HttpRequest request) => request.Path.Value.AsSpan().ContainsAny(_texts);

    public void NoteScan(IPAddress address, string path)
    {
        lock (_gate)
        {
            _scans.Add(address);
            _path = path.Length <= 100 ? path : path[..100];
            if (_scans.CountOf(address) < _options.PerAddress)
            {
                return;
            }
        }

        Look();
    }

    /// <param name="limit">Name of the limit that was exceeded.</param>
    /// <param name="address">Who exceeded it.</param>
    public void NoteExceeded(IPAddress address, string limit)
    {
        lock (_gate)
        {
            _floods.Add(address);
            _limit = limit;
            if (_floods.CountOf(address) % _options.Flood != 0)
            {
                return;
            }
        }

        Look();
    }

    public void Look()
    {
        Attack? scan;
        Attack? flood;
        lock (_gate)
        {
            scan = Seen(AttackKinds.Scanner, _scans, _options.PerAddress, _path);
            flood = Seen(AttackKinds.Flood, _floods, _options.Flood, _limit);
        }

        foreach (var attack in new[] { scan, flood }.OfType<Attack>())
        {
            signals.Tell(attack, attack.Addresses);
        }
    }

    private static Attack? Seen(string kind, AttackWindow window, int atLeast, string subject)
    {
        window.Trim();
        var busy = window.Addresses.Where(address => address.Value >= atLeast).OrderByDescending(address => address.Value).Select(address => address.Key).ToArray();
        return busy.Length == 0 ? null : new Attack(kind, busy, busy.Sum(window.CountOf), window.Length, subject, window.Total);
    }
}
