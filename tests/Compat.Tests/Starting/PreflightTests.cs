using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Starting;

namespace Compat.Tests.Starting;

public sealed class PreflightTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("*")]
    public async Task Run_PortInUse_NamesResourceAndSettingAndExits2(string host)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var model = new TestModel();
        model.Add("gateway", $"touch {model.File("started")}", appsettings: $$$$$"""{"Kestrel": {"Endpoints": {"http": {"Url": "http://{{{{{host}}}}}:{{{{{port}}}}}"}}}}""");

        model.Start();

        (await model.EndAsync()).ShouldBe(2);
        model.Output.Text.ShouldContain($"gateway: port {port} of its endpoint 'http' is in use");
        model.Output.Text.ShouldContain($"Kestrel:Endpoints:http:Url in {Path.Combine(model.Projects[0].Folder, "appsettings.json")}");
        File.Exists(model.File("started")).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_BuildOutputMissing_NamesResourceAndCommandAndExits2()
    {
        using var model = new TestModel();
        model.Add("gateway", command: new LaunchCommand("dotnet", ["exec", "gone.dll"], model.File("gone.dll")));

        model.Start();

        (await model.EndAsync()).ShouldBe(2);
        model.Output.Text.ShouldContain($"gateway: its build output {model.File("gone.dll")} is missing. Build it: dotnet build {model.Projects[0].ProjectPath} -c Debug");
    }

    [Fact]
    public async Task Run_SeveralProblems_TellsAllAtOnce()
    {
        using var model = new TestModel();
        var shop = model.Add("shop").WithUrlForEndpoint("https", url => url.DisplayText = "TLS");
        model.Add("checker").WithEnvironment("SHOP_URL", shop.GetEndpoint("http")).WithHttpHealthCheck("/health", endpointName: "admin");

        model.Start();

        (await model.EndAsync()).ShouldBe(2);
        model.Output.Text.ShouldContain("shop: WithUrlForEndpoint names the endpoint 'https'");
        model.Output.Text.ShouldContain("checker, SHOP_URL: shop has no endpoint 'http'");
        model.Output.Text.ShouldContain("checker, its health check: checker has no endpoint 'admin'");
    }
}
