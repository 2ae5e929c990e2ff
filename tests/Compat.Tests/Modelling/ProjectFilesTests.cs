namespace Compat.Tests.Modelling;

public sealed class ProjectFilesTests
{
    private static string Profiles(string applicationUrl, string name = "http") =>
        $$$$$"""{"profiles": {"IIS": {"commandName": "IISExpress"}, "{{{{{name}}}}}": {"commandName": "Project", "applicationUrl": "{{{{{applicationUrl}}}}}", "environmentVariables": {"ASPNETCORE_ENVIRONMENT": "Development"}}}}""";

    [Fact]
    public void Read_KestrelEndpoints_ReplaceTheLaunchProfiles()
    {
        using var model = new TestModel();

        var project = model.Add(
            "gateway",
            appsettings: """{"Kestrel": {"Endpoints": {"http": {"Url": "http://127.0.0.1:5080"}, "admin": {"Url": "http://localhost:5081"}}}}""",
            launchSettings: Profiles("http://127.0.0.1:7000")).Resource;

        project.Endpoints.Select(endpoint => $"{endpoint.Name} {endpoint.Url}").ShouldBe(["admin http://localhost:5081", "http http://127.0.0.1:5080"], ignoreOrder: true);
    }

    [Fact]
    public void Read_OnlyEndpointOfItsScheme_MustBearTheSchemesName()
    {
        using var model = new TestModel();

        model.Add("shop", appsettings: """{"Kestrel": {"Endpoints": {"http": {"Url": "http://127.0.0.1:5090"}, "tls": {"Url": "https://127.0.0.1:5493"}}}}""");

        model.Context.Problems.Single().ShouldContain("Rename it to 'https'");
    }

    [Fact]
    public void Read_ApplicationUrls_AreNamedBySchemeAndCount()
    {
        using var model = new TestModel();

        var project = model.Add("checker", launchSettings: Profiles("http://127.0.0.1:7001;https://127.0.0.1:7002;http://127.0.0.1:7003")).Resource;

        project.Endpoints.Select(endpoint => $"{endpoint.Name} {endpoint.Port}").ShouldBe(["http 7001", "https 7002", "http2 7003"]);
    }

    [Fact]
    public void Read_PortZero_TakesFreePorts()
    {
        using var model = new TestModel();

        var ports = new[] { "a", "b", "c" }.Select(name => model.Add(name, launchSettings: Profiles("http://127.0.0.1:0")).Resource.Endpoints.Single().Port).ToList();

        ports.ShouldBeUnique();
        ports.ShouldAllBe(port => port > 0);
    }

    [Fact]
    public void Read_RandomizePorts_ReplacesFixedOnes()
    {
        using var model = new TestModel(new() { ["DcpPublisher:RandomizePorts"] = "true" });

        model.Add("shop", launchSettings: Profiles("http://127.0.0.1:1")).Resource.Endpoints.Single().Port.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(null, "http")]
    [InlineData("other", "other")]
    [InlineData("missing", "http")]
    public void Read_SeveralProfiles_PrefersTheAppHostsOwn(string? appHosts, string expected)
    {
        using var model = new TestModel(new() { ["DOTNET_LAUNCH_PROFILE"] = appHosts });
        const string Two = """{"profiles": {"docker": {"commandName": "Docker"}, "http": {"commandName": "Project"}, "other": {"commandName": "Project"}}}""";

        model.Add("shop", launchSettings: Two).Resource.Profile!.Name.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{", null, "shop:")]
    [InlineData(null, """{"Kestrel": {"Endpoints": {"http": {"Url": "nonsense"}}}}""", "Kestrel:Endpoints:http:Url: 'nonsense' is no address; expected http://host:port.")]
    public void Read_DamagedFile_IsAProblemThatNamesTheResource(string? launchSettings, string? appsettings, string expected)
    {
        using var model = new TestModel();

        model.Add("shop", appsettings: appsettings, launchSettings: launchSettings);

        model.Context.Problems.Single().ShouldContain(expected);
        model.Context.Problems.Single().ShouldStartWith("shop: ");
    }
}
