using System.Text;
using SyntheticOps.Checker.Data.Rules;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class ImageBytesTests
{
    [Theory]
    [InlineData("image/png", "\u0089PNG\r\n\u001a\n....", true)]
    [InlineData("image/png", "<html>Not found", false)]
    [InlineData("image/png", "\u00ff\u00d8\u00ff", false)]
    [InlineData("image/png", "", false)]
    [InlineData("image/jpeg", "\u00ff\u00d8\u00ff\u00e0", true)]
    [InlineData("image/jpeg; charset=binary", "\u00ff\u00d8\u00ff\u00e0", true)]
    [InlineData("IMAGE/GIF", "GIF89a", true)]
    [InlineData("image/webp", "RIFF....WEBPVP8 ", true)]
    [InlineData("image/webp", "RIFF....WAVEfmt ", false)]
    [InlineData("image/avif", "\0\0\0 ftypavif.", true)]
    [InlineData("image/svg+xml", "<?xml version=\"1.0\"?><!-- a --><SVG/>", true)]
    [InlineData("image/svg+xml", "<html>", false)]
    [InlineData("image/x-icon", "any", true)]
    [InlineData("image/x-icon", "", false)]
    [InlineData("text/html", "<svg/>", false)]
    public void Fit_BodyOfThatType_OrNot(string type, string body, bool expected) => ImageBytes.Fit(type, Encoding.Latin1.GetBytes(body)).ShouldBe(expected);
}
