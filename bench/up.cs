#:package Microsoft.Data.Sqlite
#:property PublishAot=false
#:property NoWarn=$(NoWarn);CA1852;IDE0130
// From the command to the first green checkout run, with a fresh clone and again; then what each process needs when only the
// probes are at work. Run it with `dotnet run ops.cs bench up`. It measures HEAD; what is not committed is not measured.
using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;
using Microsoft.Data.Sqlite;

int[] ports = [5080, 5081, 5090, 5100, 5493, 4317, 4318];
var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).Intersect(ports).Order().ToList();
if (taken.Count > 0)
{
    Console.Error.WriteLine($"The ports {string.Join(", ", taken)} are in use: stop what listens there (another SyntheticOps?), then measure.");
    return 2;
}

var repository = Path.GetDirectoryName(AppContext.GetData("EntryPointFileDirectoryPath") as string) ?? Environment.CurrentDirectory;
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
var clone = Path.Combine(folder, "clone");
try
{
    using (var git = Process.Start("git", ["clone", "-q", repository, clone]))
    {
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            Console.Error.WriteLine($"git clone of {repository} failed with exit code {git.ExitCode}.");
            return 1;
        }
    }

    Figures.Print("clone to green, cold", Start.Measure(clone, out var cold), "s", "`ops.cs up` in a fresh clone, build included, packages in the cache, to the first checkout run that is up");
    cold.Stop();
    Figures.Print("start to green, warm", Start.Measure(clone, out var warm), "s", "the same command again");
    Thread.Sleep(TimeSpan.FromSeconds(30));
    Memory.Print(clone);
    warm.Stop();
    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    Running.KillAll(clone);
    Directory.Delete(folder, recursive: true);
}

/// <summary>One start of the whole system.</summary>
internal static class Start
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(14);

    public static double Measure(string clone, out Running system)
    {
        var clock = TimeProvider.System;
        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        system = new Running(clone);
        while (!IsGreen(Path.Combine(clone, ".synops", "collector", "store.db"), startedAt))
        {
            if (system.HasExited || clock.GetElapsedTime(started) > Longest)
            {
                system.Stop();
                throw new InvalidOperationException($"No checkout run was up within {clock.GetElapsedTime(started).TotalSeconds:0} s. The last lines:{Environment.NewLine}{system.LastLines}");
            }

            Thread.Sleep(200);
        }

        return clock.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Whether the store has a checkout run that began after the command and is up.</summary>
    private static bool IsGreen(string store, DateTimeOffset since)
    {
        if (!File.Exists(store))
        {
            return false;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM runs WHERE check_name = 'checkout' AND outcome = 'up' AND start_nano >= $since";
            command.Parameters.AddWithValue("$since", since.ToUnixTimeMilliseconds() * 1_000_000);
            return (long)command.ExecuteScalar()! > 0;
        }
        catch (SqliteException)
        {
            return false; // It is being made.
        }
    }
}

/// <summary>`ops.cs up` and all that it starts.</summary>
internal sealed class Running
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly string _clone;
    private readonly Process _process;
    private readonly Queue<string> _lines = new();

    public Running(string clone)
    {
        _clone = clone;
        var start = new ProcessStartInfo("dotnet", ["run", "ops.cs", "up"]) { WorkingDirectory = clone, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string LastLines
    {
        get
        {
            lock (_lines)
            {
                return string.Join(Environment.NewLine, _lines);
            }
        }
    }

    public void Stop()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        if (!_process.WaitForExit(StopLimit))
        {
            Console.Error.WriteLine($"ops.cs up did not stop within {StopLimit.TotalSeconds:0} s and is killed.");
            _process.Kill(entireProcessTree: true);
        }

        // `dotnet run` may end before what it started: the next start needs the ports.
        for (var tries = 0; tries < 150 && Of(_clone).Any(); tries++)
        {
            Thread.Sleep(200);
        }
    }

    /// <summary>What still runs out of the clone, which is a folder of ours.</summary>
    public static void KillAll(string clone)
    {
        foreach (var left in Of(clone))
        {
            Console.Error.WriteLine($"{left.Program} was left behind and is killed.");
            using var process = Process.GetProcessById(left.Id);
            process.Kill();
        }
    }

    private static IEnumerable<Memory.Entry> Of(string clone) =>
        Memory.Processes().Where(process => process.Program.StartsWith(clone, StringComparison.Ordinal));

    private void Keep(string? line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line ?? "");
            if (_lines.Count > 20)
            {
                _lines.Dequeue();
            }
        }
    }
}

/// <summary>Resident memory, read from /proc.</summary>
internal static class Memory
{
    private static readonly string[] Services = ["SyntheticOps.Collector", "SyntheticOps.Gateway", "SyntheticOps.Checker", "SyntheticOps.Prober", "Parfumerie"];

    public static void Print(string clone)
    {
        var all = Processes();
        foreach (var service in Services)
        {
            var found = all.Where(process => process.Program.StartsWith(clone, StringComparison.Ordinal) && Path.GetFileName(process.Program) == service).ToList();
            if (found is [var one])
            {
                Figures.Print($"idle memory {service}", one.Megabytes, "MB", "resident, 30 s after the first green run, the probes at work");
            }
        }

        var prober = all.Find(process => process.Program.StartsWith(clone, StringComparison.Ordinal) && process.Program.EndsWith("/SyntheticOps.Prober", StringComparison.Ordinal));
        var below = prober is null ? [] : Below(all, prober.Id).ToList();
        var browser = below.Where(process => !process.Program.EndsWith("/node", StringComparison.Ordinal)).ToList();
        if (browser.Count > 0)
        {
            Figures.Print("idle memory Chromium", browser.Sum(process => process.Megabytes), "MB", $"resident, sum of {browser.Count} processes, shared pages counted in each");
            Figures.Print("idle memory Playwright driver", below.Except(browser).Sum(process => process.Megabytes), "MB", "resident, the node process that drives Chromium");
        }
    }

    /// <summary>Every process that we may look at; none where there is no /proc.</summary>
    public static List<Entry> Processes() => Directory.Exists("/proc")
        ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => Read(name!)).OfType<Entry>()]
        : [];

    private static IEnumerable<Entry> Below(List<Entry> all, int parent) =>
        all.Where(process => process.Parent == parent).SelectMany(child => Below(all, child.Id).Prepend(child));

    private static Entry? Read(string id)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{id}/status").Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
            return status.TryGetValue("VmRSS", out var resident)
                ? new Entry(
                    int.Parse(id, CultureInfo.InvariantCulture),
                    int.Parse(status["PPid"], CultureInfo.InvariantCulture),
                    File.ResolveLinkTarget($"/proc/{id}/exe", returnFinalTarget: false)?.FullName ?? "",
                    double.Parse(resident.Split(' ')[0], CultureInfo.InvariantCulture) / 1024)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal sealed record Entry(int Id, int Parent, string Program, double Megabytes);
}

/// <summary>The protocol of `ops.cs bench`: a line of JSON a figure.</summary>
internal static class Figures
{
    public static void Print(string name, double value, string unit, string note) =>
        Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 2), unit, note }));
}
