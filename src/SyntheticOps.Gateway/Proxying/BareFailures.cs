using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>An answer 5xx of the shop without a type has nothing to show: its body is dropped and our page takes its place.</summary>
internal sealed class BareFailures : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } response && (int)response.StatusCode >= 500 && response.Content.Headers.ContentType is null)
        {
            context.SuppressResponseBody = true;
            context.HttpContext.Response.Headers.ContentLength = null;
            context.HttpContext.Response.Headers.Remove("Content-Encoding");
            context.HttpContext.Features.Set(new BareFailure());
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Feature of a request that the shop failed without a word.</summary>
internal sealed record BareFailure;
