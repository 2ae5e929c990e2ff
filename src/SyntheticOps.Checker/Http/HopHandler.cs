using System.Net;

namespace SyntheticOps.Checker.Http;

/// <summary>The framework's handler with everything off that hides something: each connection is made by the request that needs it.</summary>
internal sealed class HopHandler : IDisposable
{
    public const int MaximumHeaderKilobytes = 64;

    private static readonly HttpRequestOptionsKey<HopConnection> Key = new("synops.hop");

    private readonly HttpMessageInvoker _invoker;
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile HopConnection? _opened;

    public HopHandler() => _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = MaximumHeaderKilobytes,
        MaxResponseDrainSize = 0,
        ConnectCallback = ConnectAsync,
    });

    /// <summary>The connection that was made last; null before there was one.</summary>
    public HopConnection? Opened => _opened;

    /// <summary>Ends when the first connection stands, or never will.</summary>
    public Task Tried => _tried.Task;

    /// <summary>Whether the server takes any number of requests at a time (HTTP/2).</summary>
    public bool IsShared => Opened?.Tls?.Alpn == "h2";

    public void EndTrying() => _tried.TrySetResult();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HopConnection connection, CancellationToken token)
    {
        request.Options.Set(Key, connection);
        return _invoker.SendAsync(request, token);
    }

    public void Dispose() => _invoker.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        context.InitialRequestMessage.Options.TryGetValue(Key, out var connection);
        try
        {
            var stream = await connection!.ConnectAsync(token);
            _opened = connection;
            return stream;
        }
        finally
        {
            EndTrying();
        }
    }
}
