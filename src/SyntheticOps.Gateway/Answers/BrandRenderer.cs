using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Renders a page of ours and puts style and script into its head.</summary>
internal sealed class BrandRenderer(IServiceProvider services, ILoggerFactory loggers, BrandAssets assets)
{
    private const string HeadEnd = "</head>";

    public async Task<byte[]> RenderAsync<TPage>(Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        var end = html.IndexOf(HeadEnd, StringComparison.Ordinal); // before anything that a configuration or a client chose
        return Encoding.UTF8.GetBytes(html.Insert(end, assets.Head));
    }

    /// <summary>What every page of ours is sent with.</summary>
    public void WriteHeaders(IHeaderDictionary headers, CultureInfo language)
    {
        headers.CacheControl = "no-store";
        headers.Vary = "Accept, Accept-Language";
        headers.ContentLanguage = language.Name;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = assets.Policy;
        headers.XFrameOptions = "DENY";
    }
}
