#:package Spectre.Console
#:property PublishAot=false
#:property NoWarn=$(NoWarn);CA1852;IDE0130
// The one script of the repository: sets up, starts, tests and measures. `dotnet run ops.cs` lists what it can do.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;
using Spectre.Console;

const string Help = """
    dotnet run ops.cs up                         set up, build, start the whole system; Ctrl-C stops it
    dotnet run ops.cs test                       set up, build, publish, run every test; last line: N passed, N failed, N skipped
    dotnet run ops.cs bench [NAME] [--json FILE] [--rounds N]
                                                 list the benchmarks, or run one and print medians
    dotnet run ops.cs setup [--tests]            only set up: Aspire from the feed if it is there; for tests PostgreSQL, name servers, second opinions
    benchmarks: 
    """;

try
{
    Environment.CurrentDirectory = Repository.Root;
    return args switch
    {
        ["up"] => Up.Run(),
        ["test"] => Tests.Run(),
        ["bench", .. var rest] => Bench.Run(rest),
        ["setup", .. var rest] when rest is [] or ["--tests"] => Setup.Run(forTests: rest.Length > 0),
        [] or ["help" or "--help" or "-h"] => Say.Text(Help + Bench.List, 0),
        _ => Say.Text($"ops.cs does not know '{string.Join(' ', args)}'. It knows:{Environment.NewLine}{Help}{Bench.List}", 2),
    };
}
catch (OpsException e)
{
    Say.Failed(e.Message);
    return e.ExitCode;
}

/// <summary>Something that the person at the keyboard can mend.</summary>
internal sealed class OpsException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Speaks to the terminal.</summary>
internal static class Say
{
    public static int Text(string text, int exitCode)
    {
        Console.WriteLine(text);
        return exitCode;
    }

    public static void Ok(string text) => AnsiConsole.MarkupLine($"[green]  ok[/]    {Markup.Escape(text)}");
    public static void Note(string text) => AnsiConsole.MarkupLine($"[yellow]  note[/]  {Markup.Escape(text)}");
    public static void Failed(string text) => AnsiConsole.MarkupLine($"[red]  failed[/] {Markup.Escape(text)}");
}

/// <summary>Where things are.</summary>
internal static class Repository
{
    public static string Root { get; } = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory;

    public static string State { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "ops")).FullName;
}

/// <summary>Runs other programs.</summary>
internal static class Shell
{
    /// <summary>Runs to the end; the output goes to <paramref name="log"/>, or to the terminal when that is null.</summary>
    public static int Run(string program, IEnumerable<string> arguments, string? log = null, TimeSpan? limit = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = log is not null, RedirectStandardError = log is not null };
        environment.ToList().ForEach(pair => start.Environment[pair.Name] = pair.Value);
        using var process = Process.Start(start) ?? throw new OpsException($"{program} did not start.");
        using var writer = log is null ? null : TextWriter.Synchronized(new StreamWriter(log, append: false));
        if (writer is not null)
        {
            process.OutputDataReceived += (_, line) => writer.WriteLine(line.Data);
            process.ErrorDataReceived += (_, line) => writer.WriteLine(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        // Ctrl-C reaches the child as well, since both share the terminal; we only wait for it to finish. SIGTERM does not: pass it on to what has the
        // terminal, and end a step with all that it started. After a step that was stopped no other one comes.
        var stopped = 0;
        Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, stopped) = (true, 130);
        using var terminated = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            (signal.Cancel, stopped) = (true, 143);
            using var kill = log is null ? Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]) : null;
        });
        for (var clock = Stopwatch.StartNew(); !process.WaitForExit(TimeSpan.FromMilliseconds(200));)
        {
            if (clock.Elapsed > limit || (stopped == 143 && log is not null))
            {
                process.Kill(entireProcessTree: true);
                throw stopped == 0 ? new OpsException($"{program} did not finish within {limit}.") : new OpsException("Stopped.", stopped);
            }
        }

        process.WaitForExit();
        return stopped == 0 || log is null ? process.ExitCode : throw new OpsException("Stopped.", stopped);
    }

    /// <summary>A step with its name and duration; its output is shown only when it fails.</summary>
    public static void Step(string title, string program, params IReadOnlyList<string> arguments)
    {
        var clock = Stopwatch.StartNew();
        var log = Path.Combine(Repository.State, $"{title.ToLowerInvariant().Replace(' ', '-')}.log");
        if (!Console.IsOutputRedirected)
        {
            Console.Write($"  ...   {title}\r");
        }

        var code = Run(program, arguments, log);
        if (code != 0)
        {
            var lines = File.ReadAllLines(log);
            var errors = lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().ToList();
            Console.WriteLine(string.Join(Environment.NewLine, errors.Count > 0 ? errors.Take(40) : lines.TakeLast(40)));
            throw new OpsException($"{title} failed with exit code {code}; the whole output is in {Path.GetRelativePath(Repository.Root, log)}.");
        }

        Say.Ok($"{title} ({clock.Elapsed.TotalSeconds:0} s)");
    }
}

/// <summary>What has to be there before a build or a run: Aspire where the feed has it, a browser, for tests PostgreSQL.</summary>
internal static class Setup
{
    public static int Run(bool forTests)
    {
        Aspire();
        if (forTests)
        {
            Apt.Need("PostgreSQL, Knot DNS and second opinions for the tests", "postgresql=/usr/lib/postgresql", "knot=/usr/sbin/knotd", "bind9-dnsutils=/usr/bin/delv", "unbound=/usr/sbin/unbound", "python3-spf=/usr/lib/python3/dist-packages/spf.py");
        }

        return 0;
    }

    /// <summary>Restores the Aspire SDK once; from then on every plain dotnet command takes it (Directory.Build.props).</summary>
    private static void Aspire()
    {
        var props = XDocument.Load("Directory.Build.props");
        var version = props.Descendants("AspireVersion").Single().Value;
        var mark = Path.Combine(Repository.State, $"aspire-{version}.txt");
        if (File.Exists(mark))
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("ops-aspire-").FullName;
        var project = Path.Combine(folder, "aspire.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageDownload Include="Aspire.AppHost.Sdk" Version="[{version}]" /></ItemGroup>
            </Project>
            """);
        var log = Path.Combine(Repository.State, "aspire.log");
        var restored = Shell.Run("dotnet", ["restore", project], log, TimeSpan.FromMinutes(5)) == 0;
        var output = File.ReadAllText(log);
        Directory.Delete(folder, recursive: true);
        var (finding, final) = (restored, output) switch
        {
            (true, _) => ($"Aspire {version} comes from the feed", true),
            (_, var text) when text.Contains("NU1102", StringComparison.Ordinal) => ($"the feed has Aspire.AppHost.Sdk, but not {version}: compat/ stands in", true),
            (_, var text) when text.Contains("NU1101", StringComparison.Ordinal) => ("the feed has no Aspire.AppHost.Sdk: compat/ stands in", true),
            _ => ("the package feed cannot be reached: compat/ stands in for Aspire; the next run tries again", false),
        };
        Say.Ok(finding);
        if (final)
        {
            File.WriteAllText(mark, finding);
        }
    }
}

/// <summary>Debian's packages, when we may install them.</summary>
internal static class Apt
{
    public static bool Available => OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/apt-get");

    /// <summary>Installs those of `package=path that shows it` that are missing; where we may not, whoever needs them says so.</summary>
    public static void Need(string title, params string[] packages)
    {
        if (Available && packages.Select(package => package.Split('=')).Where(pair => !Path.Exists(pair[1])).Select(pair => pair[0]).ToList() is { Count: > 0 } missing)
        {
            Install(title, missing);
        }
    }

    public static void Install(string title, params IReadOnlyList<string> packages)
    {
        Shell.Step("Package lists", "apt-get", "update", "-qq");
        Shell.Step(title, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", .. packages]);
    }
}

/// <summary>Finds a Chromium for the prober, or gets one.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe", "Google Chrome"];

    /// <summary>SYNOPS_BROWSER, else an installed one, else apt, else Playwright's download by the driver that the build brings.</summary>
    public static (string Name, string Value)[] Environment(string configuration)
    {
        var path = System.Environment.GetEnvironmentVariable("SYNOPS_BROWSER") is { Length: > 0 } given ? Given(given) : Installed() ?? Get(configuration);
        Say.Ok($"browser: {path}");
        if (OperatingSystem.IsWindows() || System.Environment.UserName != "root")
        {
            return [("SYNOPS_BROWSER", path)];
        }

        Say.Note("you are root, and Chromium refuses its sandbox to root: it runs without (SYNOPS_ALLOW_NO_SANDBOX=1), and every run says so.");
        return [("SYNOPS_BROWSER", path), ("SYNOPS_ALLOW_NO_SANDBOX", "1")];
    }

    private static string Given(string path) => File.Exists(path)
        ? path
        : throw new OpsException($"SYNOPS_BROWSER is {path}, and there is no such file. Set it to a Chromium, Chrome or Edge, or unset it.", 2);

    private static string? Installed()
    {
        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        string?[] roots = [.. ((string[])["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"]).Select(System.Environment.GetEnvironmentVariable)];
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(roots.OfType<string>().SelectMany(root => (string[])[Path.Combine(root, "Google", "Chrome", "Application"), Path.Combine(root, "Microsoft", "Edge", "Application")]))
            .Append("/Applications/Google Chrome.app/Contents/MacOS");
        string[] downloads = [Path.Combine(home, ".cache", "ms-playwright"), Path.Combine(home, "Library", "Caches", "ms-playwright"), Path.Combine(home, "AppData", "Local", "ms-playwright")];
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Concat(downloads.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "chrom*", SearchOption.AllDirectories).Where(IsBrowser)))
            .FirstOrDefault(File.Exists);
    }

    private static bool IsBrowser(string file) => Path.GetFileName(file) is "chrome" or "Chromium" or "chrome.exe";

    private static string Get(string configuration)
    {
        if (Apt.Available)
        {
            Apt.Install("Chromium", "chromium");
            return Installed() ?? throw new OpsException("apt installed chromium, and it is not on PATH. Set SYNOPS_BROWSER to its path.");
        }

        var driver = Path.Combine("artifacts", "bin", "SyntheticOps.Prober", configuration.ToLowerInvariant(), ".playwright");
        var node = Directory.Exists(driver) ? Directory.EnumerateFiles(driver, OperatingSystem.IsWindows() ? "node.exe" : "node", SearchOption.AllDirectories).FirstOrDefault() : null;
        Say.Note("no Chromium, Chrome or Edge is installed: Playwright downloads one (at most 5 minutes)");
        var log = Path.Combine(Repository.State, "browser.log");
        if (node is null || Shell.Run(node, [Path.Combine(driver, "package", "cli.js"), "install", "chromium"], log, TimeSpan.FromMinutes(5)) != 0)
        {
            throw new OpsException("No browser was found, and none could be downloaded. Install Chromium, Chrome or Edge, or set SYNOPS_BROWSER to its path.");
        }

        return Installed() ?? throw new OpsException("Playwright downloaded a browser, and it was not found. Set SYNOPS_BROWSER to its path.");
    }
}

/// <summary>Starts the system.</summary>
internal static class Up
{
    public static int Run()
    {
        _ = Setup.Run(forTests: false);
        Shell.Step("Build", "dotnet", "build", "AppHost", "-c", "Release", "-v", "q");
        var environment = Browser.Environment("Release");
        return Shell.Run("dotnet", ["run", "--project", "AppHost", "--no-build", "-c", "Release", "--launch-profile", "http"], environment: environment);
    }
}

/// <summary>Builds everything, publishes every executable, runs every test project.</summary>
internal static class Tests
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static int Run()
    {
        _ = Setup.Run(forTests: true);
        Shell.Step("Build", "dotnet", "build", "SyntheticOps.sln", "-c", "Release", "-v", "q");
        var environment = Browser.Environment("Release");
        foreach (var project in Executables())
        {
            Shell.Step($"Publish {Path.GetFileNameWithoutExtension(project)}", "dotnet", "publish", project, "-c", "Release", "-v", "q");
        }

        var results = Directory.CreateDirectory(Path.Combine(Repository.State, "results")).FullName;
        var counts = Directory.EnumerateFiles("tests", "*.csproj", SearchOption.AllDirectories).Where(HasTests).Order(StringComparer.Ordinal)
            .Aggregate(new Counts(), (sum, project) => sum.Plus(RunOne(project, results, environment)));
        Console.WriteLine(counts);
        return counts.Failed == 0 && counts.Passed > 0 ? 0 : 1;
    }

    private static IEnumerable<string> Executables() => ((string[])["src", "samples"])
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
        .Where(project => File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "Program.cs"))).Order(StringComparer.Ordinal);

    private static bool HasTests(string project) => Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*Tests.cs", SearchOption.AllDirectories).Any();

    private static Counts RunOne(string project, string results, (string, string)[] environment)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var clock = Stopwatch.StartNew();
        var report = Path.Combine(results, $"{name}.trx");
        File.Delete(report);
        var log = Path.Combine(results, $"{name}.log");
        var code = Shell.Run("dotnet", ["test", project, "-c", "Release", "--no-build", "--logger", $"trx;LogFileName={report}"], log, TimeSpan.FromMinutes(20), environment);
        if (!File.Exists(report))
        {
            Console.WriteLine(string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(40)));
            Say.Failed($"{name}: the test run ended with exit code {code} and no report");
            return new Counts(0, 1, 0);
        }

        var tests = XDocument.Load(report).Descendants(Trx + "UnitTestResult").ToList();
        foreach (var test in tests.Where(test => Outcome(test) != "Passed"))
        {
            var word = Outcome(test) == "NotExecuted" ? "skipped" : "FAILED";
            Console.WriteLine($"      {word} {(string?)test.Attribute("testName")}: {(test.Descendants(Trx + "Message").FirstOrDefault() ?? test.Descendants(Trx + "StdOut").FirstOrDefault())?.Value.Trim()}");
        }

        var (passed, skipped) = (tests.Count(test => Outcome(test) == "Passed"), tests.Count(test => Outcome(test) == "NotExecuted"));
        var failed = tests.Count - passed - skipped;
        var counts = new Counts(passed, code != 0 ? Math.Max(failed, 1) : failed, skipped);
        Action<string> say = counts.Failed == 0 ? Say.Ok : Say.Failed;
        say($"{name}: {counts} ({clock.Elapsed.TotalSeconds:0} s)");
        return counts;
    }

    private static string? Outcome(XElement test) => (string?)test.Attribute("outcome");
}

internal sealed record Counts(int Passed = 0, int Failed = 0, int Skipped = 0)
{
    public Counts Plus(Counts other) => new(Passed + other.Passed, Failed + other.Failed, Skipped + other.Skipped);
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}

/// <summary>
/// Runs bench/NAME.cs several times. Each run is one round, takes its variants in turn (so that drift of the machine meets
/// all alike) and prints a line of JSON per figure: {"name", "value", "unit", "note"}. Medians are over the rounds.
/// </summary>
internal static class Bench
{
    /// <summary>The line of a benchmark that names the Debian packages it needs.</summary>
    private const string Packages = "// apt: ";

    public static string List => string.Join(", ", Directory.EnumerateFiles("bench", "*.cs").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            return Say.Text($"Benchmarks: {List}. Run one: dotnet run ops.cs bench NAME", 0);
        }

        var (name, options) = (arguments[0], arguments.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? ""));
        if (!List.Split(", ").Contains(name) || options.Keys.Any(key => key is not ("--json" or "--rounds")))
        {
            throw new OpsException($"Usage: dotnet run ops.cs bench NAME [--json FILE] [--rounds N], NAME one of {List}.", 2);
        }

        Apt.Need($"Packages of bench {name}", File.ReadLines($"bench/{name}.cs").FirstOrDefault(line => line.StartsWith(Packages, StringComparison.Ordinal))?[Packages.Length..].Split(' ') ?? []);
        var rounds = int.TryParse(options.GetValueOrDefault("--rounds", "3"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and < 100
            ? given
            : throw new OpsException("--rounds takes a number from 1 to 99.", 2);
        var environment = Browser.Environment("Release");
        var seen = Enumerable.Range(1, rounds).SelectMany(round => Round(name, round, rounds, environment)).ToList();
        var figures = seen.GroupBy(figure => figure.Name).Select(group => group.First() with { Value = Median([.. group.Select(figure => figure.Value).Order()]) }).ToList();
        var table = new Table().AddColumns("figure", "median", "unit", "note");
        figures.ForEach(figure => table.AddRow(figure.Name, figure.Value.ToString("0.###", CultureInfo.InvariantCulture), figure.Unit, Markup.Escape(figure.Note)));
        AnsiConsole.Write(table);
        if (options.TryGetValue("--json", out var file))
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new { figures }, JsonSerializerOptions.Web));
        }

        return figures.Count > 0 ? 0 : 1;
    }

    private static List<Figure> Round(string name, int round, int rounds, (string, string)[] environment)
    {
        Console.WriteLine($"round {round} of {rounds}");
        var log = Path.Combine(Repository.State, $"bench-{name}-{round}.log");
        var code = Shell.Run("dotnet", ["run", "--file", $"bench/{name}.cs"], log, TimeSpan.FromMinutes(30), environment);
        var lines = File.ReadAllLines(log);
        return code == 0
            ? [.. lines.Where(line => line.StartsWith("{\"name\"", StringComparison.Ordinal)).Select(line => JsonSerializer.Deserialize<Figure>(line, JsonSerializerOptions.Web)!)]
            : throw new OpsException(string.Join(Environment.NewLine, lines.TakeLast(20).Append($"bench/{name}.cs failed with exit code {code}.")));
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

internal sealed record Figure(string Name, double Value, string Unit, string Note);
