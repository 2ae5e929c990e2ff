using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Cli.Inspect;
using SyntheticOps.Cli.Inspect.Hooks;
using SyntheticOps.Cli.Inspect.Reports;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Tests.Inspect;

/// <summary>A site without any header, on a free port, from the request to the words.</summary>
public sealed class InspectionTests
{
    private static readonly string[] Checks = [Target.Headers, Target.SecurityTxt];

    [Fact]
    public async Task Inspect_SiteWithoutHeaders_SaysWhatToMendFirstWithLinesToCopy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ServeAsync(listener, stop.Token);

        var report = await InspectAsync(((IPEndPoint)listener.LocalEndpoint).Port, loopback: true);
        await stop.CancelAsync();
        await serving;

        report.Headers!.Error.ShouldBeNull();
        report.Headers.Report!.Grade.ShouldBe("F");
        report.Headers.Graded[0].Code.ShouldBe("csp-not-implemented");
        using var json = JsonDocument.Parse(ResultsDocument.Write([new("one", report.Target, null)], new Dictionary<string, TargetReport> { ["one"] = report }));
        var headers = json.RootElement.GetProperty("one").GetProperty("headers");
        headers.GetProperty("tests").GetProperty("content-security-policy").GetProperty("result").GetString().ShouldBe("csp-not-implemented");
        headers.GetProperty("tests").EnumerateObject().Count().ShouldBe(10);
        headers.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()).ShouldBe(["isolation:no"]);
        json.RootElement.GetProperty("one").GetProperty("securitytxt").GetProperty("findings")[0].GetProperty("code").GetString().ShouldBe("sectxt-missing");
        var text = Shown(report, Platform.Nginx);
        text.ShouldContain("Mend first");
        text.ShouldContain("add_header X-Content-Type-Options \"nosniff\" always;");
        text.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Inspect_LoopbackUnasked_IsRefusedInWords()
    {
        var report = await InspectAsync(1, loopback: false);

        report.Headers!.Error!.ShouldContain("private address");
        Shown(report, null).ShouldContain("no grade");
    }

    private static async Task<TargetReport> InspectAsync(int port, bool loopback)
    {
        using var inspector = new TargetInspector(new InspectHooks { AllowLoopback = loopback }, TimeSpan.FromSeconds(20), TimeProvider.System);
        return await inspector.InspectAsync(InspectOnce.TargetOf(new Uri($"http://127.0.0.1:{port}/"), Checks), TestContext.Current.CancellationToken);
    }

    private static string Shown(TargetReport report, Platform? form)
    {
        using var writer = new StringWriter();
        InspectScreen.Write(Screen.Create(writer, redirected: true, _ => null), report, form);
        return writer.ToString();
    }

    private static async Task ServeAsync(TcpListener listener, CancellationToken token)
    {
        var answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: close\r\n\r\n<p>hi</p>");
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(token);
                await using var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096], token);
                await stream.WriteAsync(answer, token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }
}
