using Parfumerie.Payments;
using SyntheticOps.ServiceDefaults.Keys;

namespace Parfumerie.Stripe;

/// <summary>`Authorization: Bearer sk_test_…`, or the key as user name of Basic as Stripe's examples with curl do it.</summary>
internal sealed class ApiKeyFilter(StripeKeys keys) : IEndpointFilter
{
    private readonly AccessKeys _keys = new(keys.SecretKey);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var authorization = context.HttpContext.Request.Headers.Authorization.ToString();
        return _keys.AcceptsBearer(authorization) || _keys.Accepts(BasicUser(authorization))
            ? await next(context)
            : Answers.Error(StatusCodes.Status401Unauthorized, new StripeError
            {
                Type = "invalid_request_error",
                Message = authorization.Length == 0 ? "You did not provide an API key." : "Invalid API Key provided.",
            });
    }

    private static string? BasicUser(string authorization)
    {
        const string Scheme = "Basic ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> pair = stackalloc byte[512];
        return Convert.TryFromBase64String(authorization[Scheme.Length..], pair, out var length)
            ? System.Text.Encoding.UTF8.GetString(pair[..length]).Split(':')[0]
            : null;
    }
}
