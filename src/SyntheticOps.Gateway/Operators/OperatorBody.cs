using System.Text.Json;

namespace SyntheticOps.Gateway.Operators;

/// <summary>Reads the JSON body of an operating request: bounded, and every mistake a problem with its reason.</summary>
internal static class OperatorBody
{
    public const int Maximum = 16 * 1024;

    /// <param name="request">The request.</param>
    /// <param name="options">How strictly it is read.</param>
    /// <param name="shape">What is expected, for the message: `mode, reason and, when needed, until and scope`.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<(T? Body, IResult? Refused)> ReadAsync<T>(HttpRequest request, JsonSerializerOptions options, string shape, CancellationToken token)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problem(415, "Unsupported media type", "Content-Type: expected application/json."));
        }

        var body = new byte[Maximum + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, token);
        if (length > Maximum)
        {
            return (null, Problem(413, "Body too large", $"Expected at most {Maximum} bytes."));
        }

        try
        {
            var read = JsonSerializer.Deserialize<T>(body.AsSpan(0, length), options);
            return read is null ? (null, Problem(400, "Invalid JSON", $"Expected an object with {shape}.")) : (read, null);
        }
        catch (JsonException e)
        {
            return (null, Problem(400, "Invalid JSON", $"{e.Message} Expected {shape}."));
        }
    }

    public static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
