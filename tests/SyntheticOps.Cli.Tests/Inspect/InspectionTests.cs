using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Cli.Inspect;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Tests.Inspect;

/// <summary>A site without any header, on a free port, from the request to the words.</summary>
public sealed class InspectionTests
{
    [Fact]
    public async Task Inspect_SiteWithoutHeaders_SaysWhatToMendFirstWithLinesToCopy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ServeAsync(listener, stop.Token);

        var inspection = await InspectOnce.InspectAsync(Request(((IPEndPoint)listener.LocalEndpoint).Port), TimeProvider.System, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await serving;

        inspection.Error.ShouldBeNull();
        inspection.Report!.Grade.ShouldBe("F");
        inspection.Findings[0].Code.ShouldBe("csp-not-implemented");
        using var json = JsonDocument.Parse(InspectDocument.Write(inspection));
        var headers = json.RootElement.GetProperty("headers");
        headers.GetProperty("tests").GetProperty("content-security-policy").GetProperty("result").GetString().ShouldBe("csp-not-implemented");
        headers.GetProperty("tests").EnumerateObject().Count().ShouldBe(10);
        headers.GetProperty("findings")[0].GetProperty("advice").GetString().ShouldStartWith("Content-Security-Policy: default-src");
        json.RootElement.GetProperty("securitytxt").GetProperty("findings")[0].GetProperty("code").GetString().ShouldBe("sectxt-missing");
        var text = Shown(inspection, Platform.Nginx);
        text.ShouldContain("Mend first");
        text.ShouldContain("add_header X-Content-Type-Options \"nosniff\" always;");
        text.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Inspect_LoopbackUnasked_IsRefusedInWords()
    {
        var inspection = await InspectOnce.InspectAsync(Request(1) with { AllowLoopback = false }, TimeProvider.System, TestContext.Current.CancellationToken);

        inspection.Error!.ShouldContain("private address");
        Shown(inspection, null).ShouldContain("no grade");
    }

    private static InspectRequest Request(int port) =>
        new(new Uri($"http://127.0.0.1:{port}/"), null, null, null, null, AllowLoopback: true, null, TimeSpan.FromSeconds(10));

    private static string Shown(Inspection inspection, Platform? form)
    {
        using var writer = new StringWriter();
        InspectScreen.Write(Screen.Create(writer, redirected: true, _ => null), inspection, form);
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
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
