using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>A key made of the content, for records that carry no id of their own: a repeated delivery has the same key.</summary>
internal static class ContentKey
{
    private const int Length = 16;

    public static byte[] Of(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            // The length in front keeps ("ab", "c") and ("a", "bc") apart.
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..Length];
    }
}
