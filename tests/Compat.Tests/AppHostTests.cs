using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Aspire.Hosting.Running;
using Aspire.Hosting.Starting;

namespace Compat.Tests;

/// <summary>AppHost/AppHost.cs itself, stopped when its model is built.</summary>
public sealed partial class AppHostTests
{
    private static readonly string[] Arguments =
    [
        "--DOTNET_ENVIRONMENT=Development", "--DOTNET_LAUNCH_PROFILE=http",
        "--Parameters:ingest-key=INGEST", "--Parameters:operator-key=OPERATOR", "--Parameters:probe-key=PROBE", "--Parameters:stripe-webhook-secret=STRIPE",
        "--Parameters:stripe-secret-key=STRIPEKEY",
    ];

    private static readonly DistributedApplication Model = Build();

    [Fact]
    public async Task Environment_OfEveryResource_IsAsInTheGoldenFile()
    {
        var lines = new List<string>();
        foreach (var project in Model.Projects)
        {
            var environment = await EnvironmentPlan.ComputeAsync(project, Model.Context, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
            var free = project.HasKestrelEndpoints ? null : $":{project.Endpoints.Single().Port}";
            lines.Add($"[{project.Name}]");
            lines.AddRange(environment.OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Select(variable => $"{variable.Key}={InstanceId().Replace(variable.Value, "service.instance.id=<random>")}")
                .Select(line => free is null ? line : line.Replace(free, ":<free>", StringComparison.Ordinal)));
            lines.Add("");
        }

        Golden.ShouldEqual("environment.txt", lines);
    }

    [Theory]
    [InlineData("collector", "")]
    [InlineData("parfumerie", "")]
    [InlineData("gateway", "parfumerie")]
    [InlineData("checker", "gateway,collector")]
    [InlineData("prober", "gateway,collector")]
    public void Waits_OfEveryResource_AreForWhatItNeeds(string name, string expected) =>
        string.Join(',', Model.Projects.Single(project => project.Name == name).Waits.Select(other => other.Name)).ShouldBe(expected);

    [Fact]
    public void HealthChecks_EveryResource_HasOneOnAnEndpointOfItsOwn() => Model.Projects.ShouldAllBe(project =>
        project.HealthChecks.Count == 1 && project.HealthChecks[0].Path == "/health" && project.Endpoints.Contains(project.HealthChecks[0].Endpoint.Endpoint));

    [Fact]
    public async Task Links_Collector_NameDashboardAndStatusPage()
    {
        var status = await ResourceStatus.OfAsync(Model.Projects.Single(project => project.Name == "collector"), TestContext.Current.CancellationToken);

        status.Links.Select(link => $"{link.DisplayProperties.DisplayName} {link.Url}").ShouldBe(
            ["Dashboard http://127.0.0.1:5100", "OTLP/HTTP http://127.0.0.1:4318", "OTLP/gRPC http://127.0.0.1:4317", "Status page http://127.0.0.1:5100/status"],
            ignoreOrder: true);
    }

    [Fact]
    public void Model_OfTheRepository_HasNoProblemsAndEveryBuildOutput()
    {
        Model.Context.Problems.ShouldBeEmpty();
        Model.Projects.ShouldAllBe(project => File.Exists(project.Command.Needs));
    }

    private static DistributedApplication Build()
    {
        var main = typeof(Projects.SyntheticOps_Collector).Assembly.EntryPoint!;
        using var listening = DiagnosticListener.AllListeners.Subscribe(new Watch<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Aspire.Hosting")
            {
                listener.Subscribe(new Watch<KeyValuePair<string, object?>>(built => throw new BuiltException((DistributedApplication)built.Value!)));
            }
        }));
        var stop = Should.Throw<TargetInvocationException>(() => main.Invoke(null, [Arguments])).InnerException;
        return stop.ShouldBeOfType<BuiltException>().Application;
    }

    [GeneratedRegex("service\\.instance\\.id=[a-z]{8}")]
    private static partial Regex InstanceId();

    private sealed class BuiltException(DistributedApplication application) : Exception
    {
        public DistributedApplication Application { get; } = application;
    }

    private sealed class Watch<T>(Action<T> onNext) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => onNext(value);
    }
}
