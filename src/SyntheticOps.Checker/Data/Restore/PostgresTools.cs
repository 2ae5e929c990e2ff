using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Restore;

/// <summary>Runs pg_dump and pg_restore. What they need to connect stands in their environment, never in their arguments, which others can see.</summary>
internal sealed class PostgresTools(string? folder)
{
    private const string Installed = "/usr/lib/postgresql";

    private const int MaximumSaid = 2000;

    /// <summary>Null when all went well, else what it said last.</summary>
    public async Task<string?> RunAsync(string tool, string connectionString, IEnumerable<string> arguments, CancellationToken token)
    {
        var start = new ProcessStartInfo(Find(tool), arguments) { RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Variables(new NpgsqlConnectionStringBuilder(connectionString)))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new SourceException(Reasons.CannotVerify, Saying.Of("restore.not-started", tool));
        process.StandardInput.Close();
        try
        {
            var said = await SaidAsync(process.StandardError, token);
            await process.WaitForExitAsync(token);
            return process.ExitCode == 0 ? null : said.Length > 0 ? said : string.Create(CultureInfo.InvariantCulture, $"{tool} ended with code {process.ExitCode}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The whole output is read, so that the tool never waits; only the beginning is kept.</summary>
    private static async Task<string> SaidAsync(StreamReader from, CancellationToken token)
    {
        var said = new StringBuilder();
        while (await from.ReadLineAsync(token) is { } line)
        {
            if (said.Length < MaximumSaid && line.Trim().Length > 0)
            {
                said.Append(said.Length > 0 ? " " : "").Append(line.Trim());
            }
        }

        return said.Length <= MaximumSaid ? said.ToString() : said.ToString(0, MaximumSaid);
    }

    /// <summary>The environment of libpq (https://www.postgresql.org/docs/15/libpq-envars.html).</summary>
    private static IEnumerable<KeyValuePair<string, string>> Variables(NpgsqlConnectionStringBuilder address)
    {
        yield return new("PGHOST", address.Host ?? "");
        yield return new("PGPORT", address.Port.ToString(CultureInfo.InvariantCulture));
        yield return new("PGAPPNAME", "synops");
        yield return new("PGCONNECT_TIMEOUT", "10");
        yield return new("PGCLIENTENCODING", "UTF8");
        if (address.Username is { Length: > 0 } user)
        {
            yield return new("PGUSER", user);
        }

        if (address.Password is { Length: > 0 } password)
        {
            yield return new("PGPASSWORD", password);
        }

        if (address.Database is { Length: > 0 } database)
        {
            yield return new("PGDATABASE", database);
        }

        yield return new("PGSSLMODE", address.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        });
        if (address.RootCertificate is { Length: > 0 } root)
        {
            yield return new("PGSSLROOTCERT", root);
        }
    }

    /// <summary>The named folder, else the newest installed version, else the path.</summary>
    private string Find(string tool)
    {
        var folders = folder is not null ? [folder] : Versions().Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.Where(each => each.Length > 0).Select(each => Path.Combine(each, tool)).FirstOrDefault(File.Exists)
            ?? throw new SourceException(Reasons.CannotVerify, Saying.Of("restore.no-tool", tool));
    }

    private static IEnumerable<string> Versions() => !Directory.Exists(Installed) ? [] : Directory.EnumerateDirectories(Installed)
        .OrderByDescending(version => double.TryParse(Path.GetFileName(version), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Select(version => Path.Combine(version, "bin"));
}
