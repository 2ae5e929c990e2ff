using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;

namespace SyntheticOps.Collector.Api;

/// <summary>Reads a small JSON body strictly: unknown members, wrong types and trailing text are refused.</summary>
internal static class ApiBody
{
    private const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    /// <summary>The value, or the answer that says why there is none. An empty body reads as an empty object.</summary>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken token)
        where T : class
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, token);
            if (buffer.Length > 0 && !request.HasJsonContentType())
            {
                return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The body is application/json."));
            }

            var body = buffer.Length == 0 ? "{}"u8 : buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            return JsonSerializer.Deserialize<T>(body, Options) is { } value
                ? (value, null)
                : (null, Problems.Bad("The body is a JSON object."));
        }
        catch (JsonException e)
        {
            var members = string.Join(", ", typeof(T).GetProperties().Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)));
            return (null, Problems.Bad($"The body cannot be read (at {e.Path ?? "$"}): a JSON object is expected, with no members but: {(members.Length == 0 ? "none" : members)}."));
        }
        catch (BadHttpRequestException e)
        {
            return (null, Problems.Of(e.StatusCode, $"The body cannot be read; at most {MaxBytes} bytes are taken."));
        }
    }
}
