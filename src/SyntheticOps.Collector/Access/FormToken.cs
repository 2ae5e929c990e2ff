using Microsoft.AspNetCore.Antiforgery;

namespace SyntheticOps.Collector.Access;

/// <summary>Refuses a form post without its antiforgery token, whatever the handler binds.</summary>
internal static class FormToken
{
    /// <summary>Largest form that any page of ours sends, bytes.</summary>
    private const long MaxForm = 64 * 1024;

    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder form) => form
        .WithMetadata(new RequireAntiforgeryTokenAttribute(), new FormLimit())
        .AddEndpointFilter(RefuseWithoutTokenAsync);

    private static async ValueTask<object?> RefuseWithoutTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
            ? await next(context)
            : Results.StatusCode(StatusCodes.Status400BadRequest);

    private sealed class FormLimit : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxForm;
    }
}
