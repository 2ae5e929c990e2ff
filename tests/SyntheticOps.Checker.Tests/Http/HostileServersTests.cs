using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>Servers of CHK-01: each class has its code, within the deadline, on one connection and in little memory.</summary>
public sealed class HostileServersTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    /// <summary>100 MiB of nothing.</summary>
    private static readonly Lazy<byte[]> Bomb = new(() =>
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 100; i++)
            {
                gzip.Write(nothing);
            }
        }

        return packed.ToArray();
    });

    /// <summary>What it does, and what is said of it: `up` or the code of the only finding.</summary>
    public static TheoryData<string, string> Servers => new()
    {
        { "silence after accept", "timeout-processing" },
        { "silence after half a status line", "timeout-processing" },
        { "silence after half a header", "timeout-processing" },
        { "silence in the body", "timeout-transfer" },
        { "silence in a chunk", "timeout-transfer" },
        { "one byte a moment", "timeout-transfer" },
        { "flood of informational answers", "http-headers-too-long" },
        { "nothing and closed", "http-no-answer" },
        { "reset in the headers", "http-no-answer" },
        { "reset in the body", "http-body-cut-off" },
        { "closed in the headers", "http-no-answer" },
        { "closed before the length", "http-body-cut-off" },
        { "closed in a chunk", "http-body-cut-off" },
        { "closed without the last chunk", "http-body-cut-off" },
        { "gzip cut off", "http-encoding-broken" },
        { "gzip with another length", "http-encoding-broken" },
        { "chunk size of letters", "http-body-broken" },
        { "chunk size of 20 digits", "http-body-broken" },
        { "status of letters", "http-broken" },
        { "status of five digits", "http-broken" },
        { "HTTP/0.9", "http-broken" },
        { "HTTP/7.1", "http-broken" },
        { "another protocol", "http-broken" },
        { "header without colon", "http-broken" },
        { "two lengths", "http-broken" },
        { "length of letters", "http-broken" },
        { "length below zero", "http-broken" },
        { "100 MB of headers", "http-headers-too-long" },
        { "10000 cookies", "http-headers-too-long" },
        { "endless body", "http-body-too-long" },
        { "gzip bomb", "http-body-too-long" },
        { "gzip of no gzip", "http-encoding-broken" },
        { "gzip ten times", "http-encoding-broken" },
        { "redirect to a file", "redirect-place" },
        { "redirect with a password", "redirect-place" },
        { "redirect for ever", "redirect-limit" },
        { "more than the length", "up" },
        { "invalid UTF-8", "up" },
        { "only line feeds", "up" },
        { "empty reason", "up" },
        { "one informational answer", "up" },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Run_Server_HasItsClass(string behaviour, string code)
    {
        await using var server = new RawServer((stream, _, token) => ServeAsync(behaviour, stream, token));
        var silent = code.StartsWith("timeout", StringComparison.Ordinal);

        var result = await Probe.CheckAsync(server.Url, timeout: silent ? TimeSpan.FromMilliseconds(800) : null);

        (result.Outcome == Outcome.Up ? "up" : result.Findings.Single().Code).ShouldBe(code, result.Message);
        result.Outcome.ShouldBe(code == "up" ? Outcome.Up : Outcome.Down);
        server.Connections.ShouldBe(behaviour == "redirect for ever" ? 11 : 1);
    }

    internal static async Task ServeAsync(string behaviour, Stream stream, CancellationToken token)
    {
        switch (behaviour)
        {
            case "one byte a moment":
                await SayAsync(Ok + "Content-Length: 100000\r\n\r\n");
                await ForEverAsync("a", TimeSpan.FromMilliseconds(10));
                break;
            case "flood of informational answers":
                await ForEverAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", TimeSpan.Zero);
                break;
            case "endless body":
                await SayAsync(Ok + "\r\n");
                await ForEverAsync(new string('a', 65536), TimeSpan.Zero);
                break;
            case "100 MB of headers":
                await SayAsync(Ok + "X: ");
                await ForEverAsync(new string('a', 65536), TimeSpan.Zero);
                break;
            case "gzip bomb":
                await SayAsync(Ok + $"Content-Encoding: gzip\r\nContent-Length: {Bomb.Value.Length}\r\n\r\n");
                await stream.WriteAsync(Bomb.Value, token);
                break;
            case "reset in the headers" or "reset in the body":
                await SayAsync(behaviour == "reset in the headers" ? Ok + "X: a" : Ok + "Content-Length: 50\r\n\r\nabc");
                // What was said must have been read, else the reset takes it back.
                await Task.Delay(1000, token);
                ((NetworkStream)stream).Socket.LingerState = new LingerOption(true, 0);
                ((NetworkStream)stream).Socket.Close();
                break;
            default:
                await SayAsync(Answers[behaviour]);
                if (behaviour.StartsWith("silence", StringComparison.Ordinal))
                {
                    await Task.Delay(Timeout.Infinite, token);
                }

                break;
        }

        async Task SayAsync(string text)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), token);
            await stream.FlushAsync(token);
        }

        async Task ForEverAsync(string text, TimeSpan pause)
        {
            while (true)
            {
                await SayAsync(text);
                await Task.Delay(pause, token);
            }
        }
    }

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["silence after accept"] = "",
        ["silence after half a status line"] = "HTTP/1.1 2",
        ["silence after half a header"] = Ok + "X: ",
        ["silence in the body"] = Ok + "Content-Length: 9\r\n\r\nabc",
        ["silence in a chunk"] = Ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
        ["nothing and closed"] = "",
        ["closed in the headers"] = Ok + "Content-Le",
        ["closed before the length"] = Ok + "Content-Length: 9\r\n\r\nabc",
        ["closed in a chunk"] = Ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
        ["closed without the last chunk"] = Ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        ["gzip cut off"] = Ok + "Content-Encoding: gzip\r\nContent-Length: 14\r\n\r\n\u001f\u008b\u0008\0\0\0\0\0\0\u0003\u004b\u004c\u004a\u0006",
        ["gzip with another length"] = Ok + "Content-Encoding: gzip\r\nContent-Length: 23\r\n\r\n\u001f\u008b\u0008\0\0\0\0\0\0\u0003\u004b\u004c\u004a\u0006\0\u00c2\u0041\u0024\u0035\u0004\0\0\0",
        ["chunk size of letters"] = Ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n",
        ["chunk size of 20 digits"] = Ok + "Transfer-Encoding: chunked\r\n\r\n99999999999999999999\r\nabc\r\n0\r\n\r\n",
        ["status of letters"] = "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
        ["status of five digits"] = "HTTP/1.1 20000 OK\r\nContent-Length: 0\r\n\r\n",
        ["HTTP/0.9"] = "<html><body>hello</body></html>\r\n\r\n",
        ["HTTP/7.1"] = "HTTP/7.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        ["another protocol"] = "220 mail.example ESMTP ready\r\n",
        ["header without colon"] = Ok + "nonsense\r\n\r\n",
        ["two lengths"] = Ok + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
        ["length of letters"] = Ok + "Content-Length: many\r\n\r\nabc",
        ["length below zero"] = Ok + "Content-Length: -3\r\n\r\nabc",
        ["10000 cookies"] = Ok + string.Concat(Enumerable.Repeat("Set-Cookie: a=bcdefg\r\n", 10_000)) + "\r\n",
        ["gzip of no gzip"] = Ok + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
        ["gzip ten times"] = Ok + "Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip\r\nContent-Length: 5\r\n\r\nplain",
        ["redirect to a file"] = "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        ["redirect with a password"] = "HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
        ["redirect for ever"] = "HTTP/1.1 307 Again\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
        ["more than the length"] = Ok + "Content-Length: 2\r\n\r\nok and a lot more",
        ["invalid UTF-8"] = Ok + "Content-Type: text/html; charset=utf-8\r\nContent-Length: 3\r\n\r\n\u00ff\u00fe\u00c0",
        ["only line feeds"] = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
        ["empty reason"] = "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
        ["one informational answer"] = "HTTP/1.1 103 Early Hints\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\nok",
    };
}
