using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;
using SyntheticOps.Collector.Api;
using SyntheticOps.Collector.Receiving.Decoding;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Receiving.Heartbeats;

/// <summary>
/// `POST /api/v1/heartbeats/CHECK[/start|/fail|/EXIT-CODE]` with the heartbeat's own secret as bearer (contracts.md section 8):
/// answered only after the run is stored.
/// </summary>
internal sealed class HeartbeatApi(HeartbeatBook book, OtlpIngest ingest, IEnumerable<IOtlpReceiver> receivers, TimeProvider clock)
{
    private const int MaximumBody = 64 * 1024;

    private readonly IOtlpReceiver _traces = receivers.Single(receiver => receiver.Signal == "traces");
    private readonly WrongKeys _wrong = new(clock);

    public static void Map(WebApplication app)
    {
        // Resolved now, so that a missing secret stops the start.
        var api = app.Services.GetRequiredService<HeartbeatApi>();
        foreach (var route in (string[])["/{check}", "/{check}/{form}"])
        {
            app.MapPost(ApiExtensions.Prefix + "/heartbeats" + route, (HttpContext context, string check, string? form, CancellationToken token) => api.TakeAsync(context, check, form, token))
                .RequireListener(Names.Listeners.Http).AllowAnonymous();
        }
    }

    private async Task<IResult> TakeAsync(HttpContext context, string check, string? form, CancellationToken token)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (book.Find(check) is not { } heartbeat || !heartbeat.Secret.AcceptsBearer(context.Request.Headers.Authorization))
        {
            return Refuse(context, _wrong.Exceeded(context));
        }

        if (!heartbeat.MayReport())
        {
            return Problem(context, Refusal.Busy("This heartbeat reports more often than once a second.") with { HttpStatus = StatusCodes.Status429TooManyRequests });
        }

        if (HeartbeatReport.OfForm(form) is not { } said)
        {
            return Problems.NotFound("such form of a report: nothing, start, fail, or an exit code from 0 to 255 follows the check's name");
        }

        var (report, problem) = await ReadAsync(context.Request, said, token);
        return report is null ? problem! : await StoreAsync(context, heartbeat, report, token);
    }

    private async Task<IResult> StoreAsync(HttpContext context, Heartbeat heartbeat, HeartbeatReport report, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (report.Status == HeartbeatStatus.Start)
        {
            heartbeat.Started.Set(now);
            return TypedResults.Json(new { started = now }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
        }

        var began = heartbeat.Started.Take();
        var run = HeartbeatRun.Of(heartbeat, report, report.Duration is { } lasted ? now - lasted : began, now);
        var stored = await ingest.AcceptAsync(_traces, OtlpEncoding.Protobuf, run.Request.ToByteArray(), token);
        if (stored.Refusal is null)
        {
            return TypedResults.Json(new { run = run.RunId, outcome = run.Outcome.Word() }, ApiJson.Options);
        }

        // The job asks again.
        if (began is { } at)
        {
            heartbeat.Started.Set(at);
        }

        return Problem(context, stored.Refusal);
    }

    private static async Task<(HeartbeatReport? Report, IResult? Problem)> ReadAsync(HttpRequest request, HeartbeatReport said, CancellationToken token)
    {
        if (request.HasJsonContentType())
        {
            var (body, problem) = await ApiBody.ReadAsync<HeartbeatBody>(request, token);
            if (body is null)
            {
                return (null, problem);
            }

            var (report, mistake) = said.With(body);
            return (report, mistake is null ? null : Problems.Bad(mistake));
        }

        try
        {
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = MaximumBody;
            }

            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return (said.WithText(await reader.ReadToEndAsync(token)), null);
        }
        catch (BadHttpRequestException e)
        {
            return (null, Problems.Of(e.StatusCode, $"The body cannot be read; at most {MaximumBody} bytes are taken."));
        }
    }

    private static IResult Refuse(HttpContext context, bool tooOften)
    {
        if (tooOften)
        {
            return Problem(context, Refusal.TooManyWrongKeys());
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "No heartbeat of that name takes this secret: `Authorization: Bearer SECRET`.");
    }

    private static IResult Problem(HttpContext context, Refusal refusal)
    {
        if (refusal.MayRetry)
        {
            context.Response.Headers.RetryAfter = Limits.RetryAfterS.ToString(CultureInfo.InvariantCulture);
        }

        return Problems.Of(refusal.HttpStatus, refusal.Message);
    }
}
