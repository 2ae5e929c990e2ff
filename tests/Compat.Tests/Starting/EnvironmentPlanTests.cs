namespace Compat.Tests.Starting;

public sealed class EnvironmentPlanTests
{
    private const string Kestrel = """{"Kestrel": {"Endpoints": {"http": {"Url": "http://127.0.0.1:5100"}, "otlp": {"Url": "http://127.0.0.1:4318"}}}}""";
    private const string Profile = """{"profiles": {"http": {"commandName": "Project", "environmentVariables": {"ASPNETCORE_ENVIRONMENT": "Development", "OTEL_SERVICE_NAME": "profile", "FROM_PROFILE": "yes"}}}}""";

    [Fact]
    public void Compute_AppHostsOwnVariables_AreInheritedExceptWhatIsItsOwn()
    {
        using var model = new TestModel();
        model.Add("shop");

        var environment = model.EnvironmentOf(
            "shop", ("PATH", "/bin"), ("ASPNETCORE_URLS", "http://localhost:15888"), ("DOTNET_ENVIRONMENT", "Development"), ("ASPNETCORE_ENVIRONMENT", "x"), ("DOTNET_LAUNCH_PROFILE", "http"));

        environment["PATH"].ShouldBe("/bin");
        environment.Keys.ShouldNotContain("ASPNETCORE_URLS");
        environment.Keys.ShouldNotContain("DOTNET_ENVIRONMENT");
        environment.Keys.ShouldNotContain("ASPNETCORE_ENVIRONMENT");
        environment.Keys.ShouldNotContain("DOTNET_LAUNCH_PROFILE");
    }

    [Fact]
    public void Compute_LaunchProfile_FillsOnlyWhatIsNotSet()
    {
        using var model = new TestModel();
        model.Add("shop", launchSettings: Profile).WithEnvironment("LATER", "user");

        var environment = model.EnvironmentOf("shop", ("FROM_PROFILE", "inherited"));

        environment["ASPNETCORE_ENVIRONMENT"].ShouldBe("Development");
        environment["DOTNET_LAUNCH_PROFILE"].ShouldBe("http");
        environment["OTEL_SERVICE_NAME"].ShouldBe("shop");
        environment["FROM_PROFILE"].ShouldBe("yes");
        environment["LATER"].ShouldBe("user");
    }

    [Fact]
    public void Compute_UserSetsTwice_TheLastWins()
    {
        using var model = new TestModel();
        model.Add("shop").WithEnvironment("OTEL_SERVICE_NAME", "first").WithEnvironment("OTEL_SERVICE_NAME", "second");

        model.EnvironmentOf("shop")["OTEL_SERVICE_NAME"].ShouldBe("second");
    }

    [Fact]
    public void Compute_KestrelEndpoints_AreOverriddenOneByOne()
    {
        using var model = new TestModel();
        model.Add("collector", appsettings: Kestrel);

        var environment = model.EnvironmentOf("collector");

        environment["Kestrel__Endpoints__http__Url"].ShouldBe("http://127.0.0.1:5100");
        environment["Kestrel__Endpoints__otlp__Url"].ShouldBe("http://127.0.0.1:4318");
        environment.Keys.ShouldNotContain("ASPNETCORE_URLS");
    }

    [Fact]
    public void Compute_Reference_TellsEachEndpointInBothForms()
    {
        using var model = new TestModel();
        var collector = model.Add("my-collector", appsettings: Kestrel);
        model.Add("shop").WithReference(collector).WithEnvironment("BASE", collector.GetEndpoint("otlp"));

        var environment = model.EnvironmentOf("shop");

        environment["services__my-collector__http__0"].ShouldBe("http://127.0.0.1:5100");
        environment["services__my-collector__otlp__0"].ShouldBe("http://127.0.0.1:4318");
        environment["MY_COLLECTOR_OTLP"].ShouldBe("http://127.0.0.1:4318");
        environment["BASE"].ShouldBe("http://127.0.0.1:4318");
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public void Compute_DevelopmentOnlyVariables_FollowTheAppHostsEnvironment(string environment, bool expected)
    {
        using var model = new TestModel(environment: environment);
        model.Add("shop");

        var variables = model.EnvironmentOf("shop");

        variables.ContainsKey("OTEL_BSP_SCHEDULE_DELAY").ShouldBe(expected);
        variables.ContainsKey("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION").ShouldBe(expected);
        variables["OTEL_RESOURCE_ATTRIBUTES"].ShouldBe("service.instance.id=instance");
    }
}
