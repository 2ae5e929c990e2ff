using System.Net.Sockets;
using System.Text;

namespace SyntheticOps.Gateway.Tests;

/// <summary>Sends bytes as they are and reads until the other side closes.</summary>
internal static class RawHttp
{
    public static Task<string> GetAsync(Uri address, string target, string? host = null) =>
        SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: {host ?? address.Authority}\r\nConnection: close\r\n\r\n");

    public static async Task<string> SendAsync(Uri address, string request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, limit.Token);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static int Status(string answer) => int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
}
