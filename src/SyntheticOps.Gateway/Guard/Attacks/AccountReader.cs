using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>Finds out for which account a login is, without keeping the account: a hash under a key that lives as long as the process.</summary>
internal static class AccountReader
{
    /// <summary>A longer body, or one of unknown length, passes unread.</summary>
    private const int MaximumBody = 16 * 1024;

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Reads the body and puts it back.</summary>
    public static async Task<ulong?> ReadAsync(HttpContext context, string field)
    {
        var request = context.Request;
        if (request.ContentLength is not (> 0 and <= MaximumBody) || !(request.HasFormContentType || request.HasJsonContentType()))
        {
            return null;
        }

        var body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body, context.RequestAborted);
        request.Body = new MemoryStream(body, writable: false);
        var account = request.HasJsonContentType() ? FromJson(body, field) : FromForm(body, field);
        return string.IsNullOrWhiteSpace(account) ? null : Hash(account);
    }

    private static string? FromForm(byte[] body, string field)
    {
        using var form = new FormReader(Encoding.UTF8.GetString(body));
        try
        {
            return form.ReadForm().GetValueOrDefault(field).ToString();
        }
        catch (InvalidDataException)
        {
            return null; // more fields than a login has
        }
    }

    private static string? FromJson(byte[] body, string field)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ulong Hash(string account)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(account.Trim().ToUpperInvariant()), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
