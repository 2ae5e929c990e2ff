using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>What every change by the API has in common: who, which version, and what is answered when it was not made.</summary>
internal static class MaintenanceCall
{
    public static async Task<IResult> MakeAsync(
        HttpContext context, ILogger log, Func<string, long?, Task<(MaintenanceState State, MaintenanceRefusal? Refusal)>> change, Func<IResult> done)
    {
        if (OperatorAccess.ActorOf(context.Request) is not { } actor)
        {
            return OperatorAccess.InvalidActor();
        }

        if (!TryReadVersion(context.Request.Headers.IfMatch, out var expected))
        {
            return OperatorBody.Problem(400, "Invalid If-Match", "Header If-Match: expected one version in quotes, such as \"7\".");
        }

        try
        {
            var (state, refusal) = await change(actor, expected);
            return refusal is { } reason ? Refused(reason, state) : done();
        }
        catch (IOException e)
        {
            log.StateNotWritten(e);
            return OperatorBody.Problem(507, "State not written", "The data folder took no write; nothing was changed.");
        }
    }

    private static IResult Refused(MaintenanceRefusal refusal, MaintenanceState state) => refusal switch
    {
        MaintenanceRefusal.OtherVersion => OperatorBody.Problem(412, "Version changed", $"If-Match: version {state.Version} is current, changed by {state.ChangedBy ?? state.Actor}."),
        MaintenanceRefusal.HeldByPerson => OperatorBody.Problem(409, "Held by a person", $"{state.Actor} switched maintenance {state.Mode}; only a person changes that."),
        MaintenanceRefusal.FromConfiguration => OperatorBody.Problem(
            409, "Not yours", "Windows of synthetics.yaml are changed there, and those of persons by persons. To end one that is on, switch maintenance off."),
        MaintenanceRefusal.NoSuchWindow => OperatorBody.Problem(404, "Unknown window", "No window of that name is planned."),
        MaintenanceRefusal.TooManyWindows => OperatorBody.Problem(409, "Too many windows", "At most 50 windows are kept; cancel one."),
        _ => OperatorBody.Problem(409, "Nothing to undo", "The last change was not a person's, or nothing was changed yet."),
    };

    private static bool TryReadVersion(StringValues header, out long? version)
    {
        version = null;
        if (header.Count == 0 || header == "*")
        {
            return true;
        }

        // A weak tag never matches (RFC 9110 section 13.1.1), no more than a version that does not exist.
        if (header.Count != 1 || !EntityTagHeaderValue.TryParse(header.ToString(), out var tag))
        {
            return false;
        }

        version = !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return true;
    }
}
