using System.Diagnostics;
using Npgsql;

namespace SyntheticOps.Checker.Tests.Data;

/// <summary>A private PostgreSQL server behind a Unix socket in a temporary folder; skipped where it is not installed.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string? _bin = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => version + "/bin").Order().LastOrDefault(bin => File.Exists(bin + "/initdb"))
        : null;

    // Short, because a socket's path may have 107 characters only.
    private readonly string _folder = $"/tmp/synops-pg-{Guid.NewGuid().ToString("N")[..8]}";

    private bool _running;

    /// <summary>Whether statements are counted.</summary>
    public bool HasStatements => _bin is not null && File.Exists(Path.Combine(_bin, "../lib/pg_stat_statements.so"));

    private string Preload => HasStatements ? " -c shared_preload_libraries=pg_stat_statements" : "";

    public string ConnectionString
    {
        get
        {
            Assert.SkipUnless(_running, "PostgreSQL is not installed below /usr/lib/postgresql, or runuser is missing.");
            return $"Host={_folder};Username=shop;Database=postgres";
        }
    }

    public async ValueTask InitializeAsync()
    {
        var asRoot = Environment.UserName == "root";
        if (_bin is null || (asRoot && !File.Exists("/usr/sbin/runuser") && !File.Exists("/sbin/runuser")))
        {
            return;
        }

        await RunAsync("mkdir", "-m", "700", _folder);
        await RunAsync(_bin + "/initdb", "-D", _folder + "/data", "-A", "trust", "-U", "shop", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8");
        await RunAsync(_bin + "/pg_ctl", "-D", _folder + "/data", "-w", "-t", "150", "-l", _folder + "/log", "-o", $"-k {_folder} -c listen_addresses= -F{Preload}", "start");
        await RunAsync("chmod", "711", _folder);
        _running = true;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public static async Task ExecuteAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ValueAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs a client program of the server's version as its user.</summary>
    public Task RunToolAsync(string tool, params IEnumerable<string> words) => RunAsync([_bin + "/" + tool, "-h", _folder, "-U", "shop", .. words]);

    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            await RunAsync(_bin + "/pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-w", "stop");
            await RunAsync("rm", "-rf", _folder);
        }
    }

    private static async Task RunAsync(params IEnumerable<string> words)
    {
        // Output goes to a file, not to a pipe: the server would hold the pipe open and we would wait for its end.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "cd /tmp && exec \"$@\" >/dev/null 2>&1", "sh" } };
        string[] user = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];
        foreach (var word in user.Concat(words))
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(0, string.Join(' ', words));
    }
}
