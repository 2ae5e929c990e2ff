using System.Text;
using System.Text.Encodings.Web;

namespace Parfumerie.Faults.Kinds;

/// <summary>`script{url|inline}`: the payment page carries one more script, as after a break-in (the Magecart way).</summary>
internal sealed class ScriptFault : IRequestFault
{
    public string Name => "script";

    public IReadOnlyList<FaultField> Fields { get; } =
    [
        new("url", FaultFieldKind.Text) { Example = "https://cdn.example/pay.js" },
        new("inline", FaultFieldKind.Text) { Example = "console.log(1)" },
    ];

    public string? Check(FaultParams parameters)
    {
        var (url, inline) = (parameters.Text("url"), parameters.Text("inline"));
        if (url is null == inline is null)
        {
            return "params: expected either url or inline.";
        }

        return url is not null && !(Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out var parsed) && (!parsed.IsAbsoluteUri || parsed.Scheme is "http" or "https"))
            ? "params.url: expected an http or https address or a path."
            : null;
    }

    /// <summary>/commande/ID/paiement, where the card number is typed.</summary>
    public bool Touches(HttpContext context, FaultParams parameters) =>
        context.Request.Path.StartsWithSegments("/commande", out var rest) && rest.Value?.EndsWith("/paiement", StringComparison.OrdinalIgnoreCase) == true;

    public async Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        var wire = context.Response.Body;
        using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        var body = page.ToArray();
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            body = Inject(body, Tag(fault.Params));
            context.Response.ContentLength = context.Response.ContentLength is null ? null : body.Length;
        }

        await wire.WriteAsync(body, context.RequestAborted);
    }

    internal static byte[] Inject(byte[] page, string tag)
    {
        var html = Encoding.UTF8.GetString(page);
        var at = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return Encoding.UTF8.GetBytes(at < 0 ? html + tag : html.Insert(at, tag));
    }

    private static string Tag(FaultParams parameters) => parameters.Text("url") is { } url
        ? $"<script src=\"{HtmlEncoder.Default.Encode(url)}\"></script>"
        : $"<script>{parameters.Text("inline")}</script>";
}
