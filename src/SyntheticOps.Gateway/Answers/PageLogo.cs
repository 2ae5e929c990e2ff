namespace SyntheticOps.Gateway.Answers;

/// <summary>The shop's logo as a data URI, so that the page needs nothing else. In an img element an SVG runs no script.</summary>
internal static class PageLogo
{
    /// <summary>Bytes; it stands in every page.</summary>
    private const int Maximum = 32 * 1024;

    /// <returns>The data URI, or what is wrong with the file.</returns>
    public static (string? Data, string? Mistake) Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Maximum } large)
            {
                return (null, $"Page:Logo: {path} has {large.Length} bytes; at most {Maximum} are taken.");
            }

            var bytes = File.ReadAllBytes(path);
            return TypeOf(bytes) is { } type
                ? ($"data:{type};base64,{Convert.ToBase64String(bytes)}", null)
                : (null, $"Page:Logo: {path} is no SVG, PNG, JPEG or WebP image.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"Page:Logo: {path} cannot be read ({e.Message}).");
        }
    }

    private static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 4 && bytes[0] == 0x89 && bytes[1..4].SequenceEqual("PNG"u8) ? "image/png"
        : bytes.Length > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 ? "image/jpeg"
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : bytes[..Math.Min(bytes.Length, 1024)].IndexOf("<svg"u8) >= 0 ? "image/svg+xml"
        : null;
}
