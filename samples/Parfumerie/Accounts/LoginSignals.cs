using System.Diagnostics;
using System.Diagnostics.Metrics;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace Parfumerie.Accounts;

/// <summary>Counts and traces logins. Neither the address typed nor the password leaves the process.</summary>
internal sealed class LoginSignals
{
    public const string Outcome = "parfumerie.login.outcome";

    private readonly Counter<long> _logins;

    public LoginSignals(IMeterFactory meters) =>
        _logins = meters.Create(SyntheticTelemetry.Meter).CreateCounter<long>("parfumerie.logins", "{login}", "Attempts to log in, by outcome.");

    public void Record(bool succeeded, HttpContext context)
    {
        var outcome = succeeded ? "succeeded" : "failed";
        _logins.Add(1, new KeyValuePair<string, object?>(Outcome, outcome));
        Activity.Current?.SetTag(Outcome, outcome);
        Activity.Current?.SetTag("client.address", context.Connection.RemoteIpAddress?.ToString());
    }
}
