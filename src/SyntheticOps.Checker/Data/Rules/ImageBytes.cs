using System.Text;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>Whether a body is the picture that its media type says (https://mimesniff.spec.whatwg.org, section 6.1): an error page with the type of a picture is none.</summary>
internal static class ImageBytes
{
    /// <summary>An SVG may begin with a declaration and comments.</summary>
    private const int SvgPrefix = 4096;

    public static bool Fit(string mediaType, ReadOnlySpan<byte> body)
    {
        var type = mediaType.Split(';', 2)[0].Trim().ToLowerInvariant();
        return type switch
        {
            "image/png" => body.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            "image/jpeg" => body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            "image/gif" => body.StartsWith("GIF87a"u8) || body.StartsWith("GIF89a"u8),
            "image/webp" => body.StartsWith("RIFF"u8) && body.Length > 12 && body[8..].StartsWith("WEBP"u8),
            "image/avif" or "image/heic" => body.Length > 12 && body[4..].StartsWith("ftyp"u8),
            "image/svg+xml" => IsSvg(body),
            _ => type.StartsWith("image/", StringComparison.Ordinal) && body.Length > 0,
        };
    }

    private static bool IsSvg(ReadOnlySpan<byte> body) =>
        Encoding.UTF8.GetString(body[..Math.Min(body.Length, SvgPrefix)]).Contains("<svg", StringComparison.OrdinalIgnoreCase);
}
