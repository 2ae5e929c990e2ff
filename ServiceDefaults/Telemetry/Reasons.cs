namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>Values of `synthetic.outcome.reason` (contracts.md section 3).</summary>
public static class Reasons
{
    public const string NameResolutionError = "name_resolution_error";
    public const string ConnectionError = "connection_error";
    public const string SecureConnectionError = "secure_connection_error";
    public const string ResponseEnded = "response_ended";
    public const string Timeout = "timeout";
    public const string ResponseStatus = "response_status";
    public const string ResponseInvalid = "response_invalid";
    public const string AssertionFailed = "assertion_failed";
    public const string StepFailed = "step_failed";
    public const string Integrity = "integrity";
    public const string DataMissing = "data_missing";
    public const string Undelivered = "undelivered";

    public const string TooSlow = "too_slow";

    public const string Flaky = "flaky";
    public const string Finding = "finding";

    public const string NoBrowser = "no_browser";
    public const string BrowserLost = "browser_lost";
    public const string ResourceLimit = "resource_limit";
    public const string BlockedByPolicy = "blocked_by_policy";
    public const string ResolverError = "resolver_error";
    public const string SourceUnreachable = "source_unreachable";
    public const string CannotVerify = "cannot_verify";
    public const string Aborted = "aborted";
    public const string ResultsDropped = "results_dropped";
    public const string ProbeError = "probe_error";

    /// <summary>Added by the collector: no run arrived where synthetics.yaml expects one.</summary>
    public const string Silent = "silent";

    /// <summary>Added by the collector: fewer voters than the quorum.</summary>
    public const string NoQuorum = "no_quorum";

    /// <summary>Added by the collector: a location reaches nothing at all while another one does.</summary>
    public const string ProbeDegraded = "probe_degraded";
}
