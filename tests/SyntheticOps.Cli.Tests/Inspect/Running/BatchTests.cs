using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Inspect.Running;

/// <summary>The command as people run it: a file of targets in, a file of results out, whatever the targets do.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Inspect_Batch_EndsWithEveryTargetWhateverItDoes()
    {
        using var folder = new Workspace();
        await using var good = new LineServer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Frame-Options: DENY\r\nX-Frame-Options: DENY\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var silent = new LineServer(null);
        await using var garbage = new LineServer("garbage\r\n\r\n");
        folder.Write("targets.json", $$$"""
            [
              {"id": "good", "host": "good.example", "port": 80, "checks": ["headers", "securitytxt"]},
              {"id": "wrong", "host": "wrong.example", "checks": ["nothing"]},
              {"id": "silent", "host": "silent.example", "port": 80, "checks": ["headers"], "connectTo": {"silent.example:80": "127.0.0.1:{{{silent.Port}}}"}},
              {"id": "garbage", "host": "garbage.example", "checks": ["headers", "tls"], "connectTo": {"*:443": "127.0.0.1:{{{garbage.Port}}}", "*:80": "127.0.0.1:{{{garbage.Port}}}"}},
              {"id": "metadata", "host": "169.254.169.254", "port": 80, "checks": ["headers"]},
              {"id": "loopback", "host": "127.0.0.1", "port": 80, "checks": ["headers"]}
            ]
            """);

        var (exit, _, errors) = await Synops.RunAsync(
            folder, ["inspect", "--input", "targets.json", "--output", "results.json", "--timeout", "8", "--connect-to", $"good.example:80=127.0.0.1:{good.Port}", "--connect-to", "good.example:443=127.0.0.1:1"]);

        exit.ShouldBe(0, errors);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(folder["results.json"], TestContext.Current.CancellationToken));
        results.RootElement.EnumerateObject().Select(item => item.Name).ShouldBe(["good", "wrong", "silent", "garbage", "metadata", "loopback"]);
        var headers = results.RootElement.GetProperty("good").GetProperty("headers");
        headers.GetProperty("tests").GetProperty("x-frame-options").GetProperty("result").GetString().ShouldBe("x-frame-options-header-invalid");
        headers.GetProperty("standardView").GetProperty("x-frame-options").GetString().ShouldBe("x-frame-options-sameorigin-or-deny");
        results.RootElement.GetProperty("wrong").GetProperty("error").GetString()!.ShouldContain("is expected");
        Error(results, "silent").ShouldContain("did not answer within");
        Error(results, "garbage").ShouldNotBeEmpty();
        results.RootElement.GetProperty("garbage").GetProperty("tls").GetProperty("findings")[0].GetProperty("code").GetString().ShouldBe("tls-not-tls");
        Error(results, "metadata").ShouldContain("never connect to");
        Error(results, "loopback").ShouldContain("private address");
        errors.ShouldContain("wrong: checks: 'nothing' is not known");
        errors.ShouldContain("5 of 5 inspected");
    }

    [Fact]
    public async Task Inspect_InterruptedBatch_WritesWhatIsDone()
    {
        using var folder = new Workspace();
        await using var good = new LineServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var silent = new LineServer(null);
        folder.Write("targets.json", """[{"id": "first", "host": "good.example", "port": 80}, {"id": "second", "host": "silent.example", "port": 80}]""");
        using var synops = Synops.Start(folder,
        [
            "inspect", "--input", "targets.json", "--output", "results.json", "--concurrency", "1", "--checks", "headers", "--timeout", "300",
            "--connect-to", $"good.example:80=127.0.0.1:{good.Port}", "--connect-to", "good.example:443=127.0.0.1:1", "--connect-to", $"silent.example:80=127.0.0.1:{silent.Port}", "--connect-to", $"silent.example:443=127.0.0.1:{silent.Port}",
        ]);
        await silent.Visited.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);

        synops.Interrupt();

        (await synops.ExitAsync()).ShouldBe(130, synops.Errors);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(folder["results.json"], TestContext.Current.CancellationToken));
        results.RootElement.EnumerateObject().Select(item => item.Name).ShouldBe(["first"]);
        Directory.GetFiles(folder.Root, "results.json*").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Either a url, or --input together with --output, is expected.")]
    [InlineData("Either a url, or --input together with --output, is expected.", "--input", "targets.json")]
    [InlineData("Either a url, or --input together with --output, is expected.", "https://shop.example", "--input", "targets.json", "--output", "results.json")]
    [InlineData("--connect-to: 'shop.example=127.0.0.1:1' is none; HOST:PORT=ADDRESS:PORT is expected", "https://shop.example", "--connect-to", "shop.example=127.0.0.1:1")]
    [InlineData("--ca: ", "https://shop.example", "--ca", "absent.pem")]
    [InlineData("--resolver: an address with its port is expected", "https://shop.example", "--resolver", "localhost")]
    [InlineData("--dns-server: 'ns1' is none; NAME=ADDRESS:PORT is expected", "https://shop.example", "--dns-server", "ns1")]
    [InlineData("--root-hints: ", "https://shop.example", "--root-hints", "absent.root")]
    [InlineData("--input: ", "--input", "absent.json", "--output", "results-of-nothing.json")]
    public async Task Inspect_Misuse_IsExitTwoWithTheExpectedForm(string part, params string[] arguments)
    {
        await using var errors = new StringWriter();

        var exit = await CommandLine.RunAsync(["inspect", .. arguments], TextWriter.Null, errors);

        (exit, errors.ToString().Contains(part, StringComparison.Ordinal)).ShouldBe((2, true), errors.ToString());
    }

    private static string Error(JsonDocument results, string id) => results.RootElement.GetProperty(id).GetProperty("headers").GetProperty("error").GetString()!;

    /// <summary>Answers every connection with one text, or holds it in silence.</summary>
    private sealed class LineServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _visited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly string? _answer;
        private readonly Task _serving;

        public LineServer(string? answer)
        {
            _answer = answer;
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task Visited => _visited.Task;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _serving;
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            var clients = new List<TcpClient>();
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    clients.Add(client);
                    _visited.TrySetResult();
                    _ = _answer is null ? Task.CompletedTask : AnswerAsync(client, _answer);
                }
            }
            catch (OperationCanceledException)
            {
                clients.ForEach(client => client.Dispose());
            }
        }

        private static async Task AnswerAsync(TcpClient client, string answer)
        {
            try
            {
                await using var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The visitor went away.
            }
        }
    }
}
