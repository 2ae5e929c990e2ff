using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Artifacts;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Collector.Receiving.Artifacts;

/// <summary>`PUT /v1/artifacts/{run}/{name}` (contracts.md section 5). An upload may be repeated: the same digest answers 200.</summary>
internal sealed class ArtifactUpload(IArtifactStore store, IngestKeys keys, TimeProvider clock)
{
    /// <summary>An artifact is larger than a batch of spans, and comes over slow lines from CI.</summary>
    private static readonly TimeSpan UploadTime = TimeSpan.FromSeconds(60);

    public async Task HandleAsync(HttpContext context)
    {
        var (status, detail) = keys.Check(context) is { } refusal ? (refusal.HttpStatus, refusal.Message) : await PutAsync(context);
        if (status is StatusCodes.Status201Created or StatusCodes.Status200OK)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = Limits.RetryAfterS.ToString(CultureInfo.InvariantCulture);
        }

        await Results.Problem(detail: detail, statusCode: status).ExecuteAsync(context);
    }

    private async Task<(int Status, string Detail)> PutAsync(HttpContext context)
    {
        var request = context.Request;
        var run = (string)request.RouteValues["run"]!;
        var name = (string)request.RouteValues["name"]!;
        if (!ProbeSignature.IsRunId(run) || !ArtifactTypes.IsName(name))
        {
            return (StatusCodes.Status400BadRequest, "The path is /v1/artifacts/{run}/{name}: 32 lower-case hex digits, then [a-z0-9][a-z0-9.-]{0,63}.");
        }

        if (request.ContentLength is not { } length)
        {
            return (StatusCodes.Status411LengthRequired, "Content-Length is required.");
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || ArtifactTypes.LimitOf(type.MediaType.ToString()) is not { } limit)
        {
            return (StatusCodes.Status415UnsupportedMediaType, $"Content-Type must be one of {ArtifactTypes.List}.");
        }

        if (length > limit)
        {
            return (StatusCodes.Status413PayloadTooLarge, $"At most {limit} bytes of {type.MediaType}.");
        }

        return ContentDigest.Sha256(request.Headers[Names.Headers.ContentDigest]) is { } digest
            ? await StoreAsync(context, run, name, type.MediaType.ToString().ToLowerInvariant(), digest, length)
            : (StatusCodes.Status400BadRequest, "Content-Digest: sha-256=:BASE64: is required (RFC 9530).");
    }

    private async Task<(int Status, string Detail)> StoreAsync(HttpContext context, string run, string name, string type, byte[] digest, long length)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = length;
        using var deadline = new CancellationTokenSource(UploadTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            return Answer(await store.PutAsync(run, name, type, digest, context.Request.Body, length, either.Token));
        }
        catch (StoreBusyException e)
        {
            return (StatusCodes.Status507InsufficientStorage, e.Message);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (StatusCodes.Status503ServiceUnavailable, "The upload took more than 60 s.");
        }
        catch (BadHttpRequestException)
        {
            return (StatusCodes.Status400BadRequest, "The request is malformed or was cut off.");
        }
    }

    private static (int Status, string Detail) Answer(ArtifactVerdict verdict) => verdict switch
    {
        ArtifactVerdict.Created => (StatusCodes.Status201Created, ""),
        ArtifactVerdict.AlreadyThere => (StatusCodes.Status200OK, ""),
        ArtifactVerdict.OtherContent => (StatusCodes.Status409Conflict, "This run has an artifact of that name with other content."),
        ArtifactVerdict.DigestMismatch => (StatusCodes.Status400BadRequest, "The body does not match Content-Length and Content-Digest."),
        ArtifactVerdict.WrongType => (StatusCodes.Status415UnsupportedMediaType, "The body is not of the type that Content-Type says."),
        _ => (StatusCodes.Status413PayloadTooLarge, $"The artifacts of one run may have {ArtifactTypes.RunLimit} bytes together."),
    };
}
