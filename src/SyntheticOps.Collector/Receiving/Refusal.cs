namespace SyntheticOps.Collector.Receiving;

/// <summary>Why a request is not taken, for HTTP and for gRPC (codes of google.rpc.Code).</summary>
internal sealed record Refusal(int HttpStatus, int GrpcStatus, string Message, bool MayRetry = false)
{
    public static Refusal Malformed(string message) => new(StatusCodes.Status400BadRequest, GrpcCodes.InvalidArgument, message);

    public static Refusal TooLarge(string message) => new(StatusCodes.Status413PayloadTooLarge, GrpcCodes.ResourceExhausted, message);

    public static Refusal Unsupported(string message) => new(StatusCodes.Status415UnsupportedMediaType, GrpcCodes.Unimplemented, message);

    public static Refusal Busy(string message) => new(StatusCodes.Status503ServiceUnavailable, GrpcCodes.Unavailable, message, MayRetry: true);

    public static Refusal TooSlow() =>
        new(StatusCodes.Status408RequestTimeout, GrpcCodes.DeadlineExceeded, "The request did not arrive and commit within its time.");

    public static Refusal NoKey() => new(
        StatusCodes.Status401Unauthorized, GrpcCodes.Unauthenticated, "Send the ingest key: `Authorization: Bearer KEY` (SYNOPS_INGEST_KEY).");

    public static Refusal TooManyWrongKeys() => new(
        StatusCodes.Status429TooManyRequests, GrpcCodes.ResourceExhausted, "Too many wrong keys from this address; wait a minute.", MayRetry: true);
}

/// <summary>google.rpc.Code, the ones we use.</summary>
internal static class GrpcCodes
{
    public const int Ok = 0;
    public const int InvalidArgument = 3;
    public const int DeadlineExceeded = 4;
    public const int ResourceExhausted = 8;
    public const int Unimplemented = 12;
    public const int Unavailable = 14;
    public const int Unauthenticated = 16;
}
