using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Proxy;

/// <summary>PRB-31: schemes other than http and https, as start URL, redirect, link, window and base. No byte of a local file gets into a result.</summary>
public sealed class SchemeTests(BrowserFixture browser)
{
    private static readonly string[] Schemes =
    [
        "file:///FILE", "ftp://127.0.0.1/FILE", "chrome://version", "chrome-extension://abcdefghijklmnopabcdefghijklmnop/x.html", "view-source:file:///FILE",
        "data:text/html,<h1>data</h1>", "blob:null/0", "javascript:document.title='ran'", "about:version", "ws://127.0.0.1:1/",
    ];

    [Fact]
    public void Read_StartUrl_IsAMistakeOfTheFile()
    {
        foreach (var url in Schemes)
        {
            JourneyRuns.Read($"name: N\nsteps: [{{open: \"{url}\"}}]").Mistakes.ShouldContain(line => line.Contains("an http or https URL", StringComparison.Ordinal), url);
        }
    }

    [Fact]
    public async Task Run_EverySchemeAndPlace_ShowsNoLocalFile()
    {
        BrowserFixture.SkipWithoutBrowser();
        var canary = Guid.NewGuid().ToString("N");
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, $"<title>local</title><h1>{canary}</h1>", TestContext.Current.CancellationToken);
        var urls = Schemes.Select(scheme => scheme.Replace("FILE", file.TrimStart('/'), StringComparison.Ordinal)).ToList();
        await using var shop = await TestServer.StartAsync(context =>
        {
            if (context.Request.Path == "/go")
            {
                context.Response.StatusCode = (int)HttpStatusCode.Found;
                context.Response.Headers.Location = context.Request.Query["to"];
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync(Page(urls));
        });

        var steps = urls.Select((url, i) => $"  - {{name: link {i}, optional: true, timeout: 2s, do: [open: /, click: {{css: \"#a{i}\"}}]}}\n"
            + $"  - {{name: redirect {i}, optional: true, timeout: 2s, open: \"/go?to={Uri.EscapeDataString(url)}\"}}\n"
            + $"  - {{name: value {i}, optional: true, timeout: 2s, open: $u{i}}}\n");
        var variables = string.Concat(urls.Select((url, i) => $"  u{i}: \"{url}\"\n"));
        var ran = await JourneyRuns.RunAsync(
            browser.Host,
            shop.Url,
            $"name: Schemes\nvariables:\n{variables}steps:\n{string.Concat(steps)}  - {{name: page, open: /, expect: [{{text: all tried}}, {{text: never}}], timeout: 3s}}",
            new() { Timeout = TimeSpan.FromMinutes(5), Options = new() }, // of pages whose frames never load no picture is waited for longer than in a real run
            TestContext.Current.CancellationToken);

        File.Delete(file);
        ran.Result.FailedStep.ShouldBe("page", ran.Result.Message);
        foreach (var i in Enumerable.Range(0, urls.Count))
        {
            var refused = ran.Steps.Single(step => Equals(step.GetTagItem("synthetic.step.name"), $"value {i}"));
            refused.GetTagItem("synthetic.step.reason").ShouldBe(Reasons.BlockedByPolicy, urls[i]);
        }

        ran.Everything.ShouldNotContain(canary);
        ran.Artifacts.Kept.ShouldNotBeEmpty();
        foreach (var (name, content) in ran.Artifacts.Kept)
        {
            Unpacked(name, content).ShouldAllBe(text => !text.Contains(canary, StringComparison.Ordinal), name);
        }
    }

    /// <summary>A window, a frame and a picture of each; a base that would turn relative links into local ones.</summary>
    private static string Page(IReadOnlyList<string> urls) =>
        "<head><base href='file:///etc/'></head><body><img src=hostname><iframe src=passwd></iframe>"
        + string.Concat(urls.Select((url, i) => $"<a id=a{i} target=_blank href=\"{WebUtility.HtmlEncode(url)}\">link</a><iframe src=\"{WebUtility.HtmlEncode(url)}\"></iframe><img src=\"{WebUtility.HtmlEncode(url)}\">"))
        + $"<script>for (const u of {System.Text.Json.JsonSerializer.Serialize(urls)}) {{ try {{ open(u); }} catch {{}} fetch(u).catch(() => {{}}); }}\ndocument.body.append('all tried')</script>";

    private static IEnumerable<string> Unpacked(string name, byte[] content)
    {
        if (!name.EndsWith(".zip", StringComparison.Ordinal))
        {
            yield return Encoding.Latin1.GetString(content);
            yield break;
        }

        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(content));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
            yield return reader.ReadToEnd();
        }
    }
}
