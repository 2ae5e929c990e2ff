using System.Text.Json;

namespace SyntheticOps.Checker.Headers.Advice;

/// <summary>Where a header is set.</summary>
internal enum Platform
{
    Vercel,
    NextJs,
    Nginx,
    AspNetCore,
}

/// <summary>The line that adds a header to every answer, ready to copy, in each platform's own words.</summary>
internal static class HeaderForms
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string For(Platform platform, string header, string value) => platform switch
    {
        Platform.Vercel => $$"""{ "headers": [{ "source": "/(.*)", "headers": [{ "key": {{Quoted(header)}}, "value": {{Quoted(value)}} }] }] }""",
        Platform.NextJs => $$"""async headers() { return [{ source: '/:path*', headers: [{ key: {{Quoted(header)}}, value: {{Quoted(value)}} }] }] }""",
        Platform.Nginx => $"add_header {header} {Nginx(value)} always;",
        _ => $$"""app.Use((context, next) => { context.Response.Headers[{{Quoted(header)}}] = {{Quoted(value)}}; return next(context); });""",
    };

    /// <summary>The file that the line belongs into.</summary>
    public static string FileOf(Platform platform) => platform switch
    {
        Platform.Vercel => "vercel.json",
        Platform.NextJs => "next.config.js",
        Platform.Nginx => "nginx.conf",
        _ => "Program.cs",
    };

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Json);

    /// <summary>nginx expands $ inside quotes and knows no escape for it; no header value that is advised holds one.</summary>
    private static string Nginx(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
