namespace SyntheticOps.Collector.Api;

/// <summary>Errors by RFC 9457.</summary>
internal static class Problems
{
    public static IResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"There is no {what}.");

    public static IResult Bad(string detail) => Of(StatusCodes.Status400BadRequest, detail);
}
