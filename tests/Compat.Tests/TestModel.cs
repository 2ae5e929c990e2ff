using Aspire.Hosting.Modelling;
using Aspire.Hosting.Running;
using Aspire.Hosting.Starting;
using Microsoft.Extensions.Configuration;

namespace Compat.Tests;

/// <summary>An application of small shell scripts, each in a project folder of its own.</summary>
internal sealed class TestModel : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly List<ProjectResource> _projects = [];
    private Task<int>? _running;

    public TestModel(Dictionary<string, string?>? settings = null, string environment = "Development", TimeSpan? stopWithin = null)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings ?? []);
        Context = new AppHostContext
        {
            Configuration = configuration,
            Parameters = new ParameterValues(configuration, null),
            EnvironmentName = environment,
            CommandFor = _ => throw new InvalidOperationException("the tests give each project its command"),
            InstanceId = () => "instance",
            Output = Output,
            StopWithin = stopWithin ?? TimeSpan.FromSeconds(8),
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("compat-").FullName;

    public RecordedOutput Output { get; } = new();

    public AppHostContext Context { get; }

    public IReadOnlyList<ProjectResource> Projects => _projects;

    public IResourceBuilder<ProjectResource> Add(
        string name, string script = "exec sleep 300", string? appsettings = null, string? launchSettings = null, LaunchCommand? command = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name, "Properties")).Parent!.FullName;
        Write(Path.Combine(folder, "appsettings.json"), appsettings);
        Write(Path.Combine(folder, "Properties", "launchSettings.json"), launchSettings);
        var project = new ProjectResource(name, Path.Combine(folder, name + ".csproj"), command ?? new LaunchCommand("/bin/sh", ["-c", script]));
        ProjectFiles.Read(project, Context);
        _projects.Add(project);
        return new ResourceBuilder<ProjectResource>(project);
    }

    public Dictionary<string, string> EnvironmentOf(string name, params (string Name, string Value)[] inherited) => EnvironmentPlan
        .ComputeAsync(
            _projects.Single(project => project.Name == name),
            Context,
            inherited.ToDictionary(variable => variable.Name, variable => variable.Value),
            TestContext.Current.CancellationToken)
        .GetAwaiter().GetResult();

    public void Start() => _running = new DistributedApplication(Context, _projects).RunAsync(_stop.Token, _kill.Token);

    /// <summary>The same without looking for free ports: a server of the test answers in the resource's place.</summary>
    public void StartUnchecked() => _running = new Orchestrator(_projects, Context, new LogWriter(Output, false, _projects.Select(project => project.Name)), new())
        .RunAsync(_stop.Token, _kill.Token);

    /// <summary>The exit code once everything has ended by itself.</summary>
    public Task<int> EndAsync() => _running!.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await EndAsync();
    }

    public async Task<int> KillAsync()
    {
        await _stop.CancelAsync();
        await _kill.CancelAsync();
        return await EndAsync();
    }

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose()
    {
        _stop.Cancel();
        _kill.Cancel();
        _running?.Wait(TimeSpan.FromMinutes(1));
        _stop.Dispose();
        _kill.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static void Write(string path, string? text)
    {
        if (text is not null)
        {
            System.IO.File.WriteAllText(path, text);
        }
    }
}
