using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Parfumerie.Tests.Hosting;

/// <summary>A page as a customer's browser sees it.</summary>
public sealed record Page(HttpStatusCode Status, Uri Address, HttpResponseMessage Response, string Text)
{
    public IDocument Html { get; } = new HtmlParser().ParseDocument(Text);

    public string Heading => Html.QuerySelector("h1")!.TextContent;

    public string CartCount => Html.QuerySelector("[data-testid=cart-count]")!.TextContent;
}

/// <summary>Cookies, links and forms, without script.</summary>
public sealed class Browser(Uri address)
{
    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public async Task<Page> OpenAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    /// <summary>Clicks the one link of that exact name.</summary>
    public Task<Page> ClickAsync(Page page, string name) =>
        OpenAsync(page.Html.QuerySelectorAll("a").Single(link => link.TextContent.Trim() == name).GetAttribute("href")!);

    /// <summary>Fills in the form that has the button and sends it; follows a 303.</summary>
    public async Task<Page> SubmitAsync(Page page, string button, params (string Label, string Value)[] values)
    {
        using var answer = await PostAsync(page, button, null, values);
        return answer.StatusCode == HttpStatusCode.SeeOther
            ? await OpenAsync(answer.Headers.Location!.ToString())
            : await ReadAsync(answer);
    }

    /// <param name="accept">Value of Accept, as the page's script sends it.</param>
    public async Task<HttpResponseMessage> PostAsync(Page page, string button, string? accept, params (string Label, string Value)[] values)
    {
        var form = page.Html.QuerySelectorAll("form").First(one => one.QuerySelectorAll("button").Any(each => each.TextContent.Trim() == button));
        var fields = form.QuerySelectorAll("input, select").ToDictionary(field => field.GetAttribute("name")!, Default);
        foreach (var (label, value) in values)
        {
            fields[form.QuerySelectorAll("label").Single(one => one.TextContent == label).GetAttribute("for")!] = value;
        }

        if (form.QuerySelector("button[name]") is { } named)
        {
            fields[named.GetAttribute("name")!] = named.GetAttribute("value")!;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Accept", accept ?? "text/html");
        return await Http.SendAsync(request);
    }

    private static string Default(IElement field) => field.LocalName == "select"
        ? (field.QuerySelector("option[selected]") ?? field.QuerySelector("option"))!.GetAttribute("value")!
        : field.GetAttribute("value") ?? "";

    private static async Task<Page> ReadAsync(HttpResponseMessage answer) =>
        new(answer.StatusCode, answer.RequestMessage!.RequestUri!, answer, await answer.Content.ReadAsStringAsync());
}
