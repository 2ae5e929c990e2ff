using System.Diagnostics;

namespace Parfumerie.Tests.Hosting;

/// <summary>On a private PostgreSQL server behind a Unix socket in a temporary folder; skipped where it is not installed.</summary>
public sealed class PostgresShop : SharedShop
{
    private readonly string? _bin = Find();
    private string _folder = "";

    public PostgresShop() => Missing = _bin is null
        ? "PostgreSQL is not installed below /usr/lib/postgresql."
        : OperatingSystem.IsLinux() && (Environment.UserName != "root" || File.Exists("/usr/sbin/runuser") || File.Exists("/sbin/runuser"))
            ? null
            : "PostgreSQL does not run as root, and runuser is missing.";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_folder.Length > 0)
        {
            await RunAsync("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-w", "stop");
            await RunAsync(null, "rm", "-rf", _folder);
        }
    }

    protected override async Task<string[]> SettingsAsync()
    {
        // Short, because a socket's path may have 107 characters only.
        _folder = $"/tmp/parf-pg-{Guid.NewGuid().ToString("N")[..8]}";
        await RunAsync(null, "mkdir", "-m", "700", _folder);
        await RunAsync("initdb", "-D", _folder + "/data", "-A", "trust", "-U", "shop", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8");
        await RunAsync("pg_ctl", "-D", _folder + "/data", "-w", "-l", _folder + "/log", "-o", $"-k {_folder} -c listen_addresses= -F", "start");
        await RunAsync(null, "chmod", "711", _folder);
        return [$"ConnectionStrings:shop=Host={_folder};Username=shop;Database=postgres"];
    }

    private static string? Find() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => version + "/bin").Order().LastOrDefault(bin => File.Exists(bin + "/initdb"))
        : null;

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private IEnumerable<string> Words(string? tool, string[] arguments)
    {
        var own = tool is null ? arguments.AsEnumerable() : arguments.Prepend($"{_bin}/{tool}");
        return Environment.UserName == "root" ? new[] { "runuser", "-u", "postgres", "--" }.Concat(own) : own;
    }

    private async Task RunAsync(string? tool, params string[] arguments)
    {
        // Output goes to a file, not to a pipe: the server would hold the pipe open and we would wait for its end.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "cd /tmp && exec \"$@\" >/dev/null 2>&1", "sh" } };
        foreach (var word in Words(tool, arguments))
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        process.ExitCode.ShouldBe(0, $"{tool} {string.Join(' ', arguments)}");
    }
}
