namespace SyntheticOps.ServiceDefaults;

/// <summary>Every environment variable, header and route that two parts of the system share (docs/contracts.md).</summary>
public static class Names
{
    public static class Env
    {
        public const string Config = "SYNOPS_CONFIG";
        public const string Data = "SYNOPS_DATA";
        public const string Location = "SYNOPS_LOCATION";
        public const string Browser = "SYNOPS_BROWSER";
        public const string AllowNoSandbox = "SYNOPS_ALLOW_NO_SANDBOX";
        public const string IngestKey = "SYNOPS_INGEST_KEY";
        public const string OperatorKey = "SYNOPS_OPERATOR_KEY";
        public const string ProbeKey = "SYNOPS_PROBE_KEY";
        public const string RunId = "SYNOPS_RUN_ID";
        public const string ArtifactsUrl = "SYNOPS_ARTIFACTS_URL";

        /// <summary>`PID/NONCE` of the AppHost that started the process (compat only): the process stops when that one is gone.</summary>
        public const string AppHost = "SYNOPS_APPHOST";

        public const string StripeWebhookSecret = "STRIPE_WEBHOOK_SECRET";
        public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
        public const string OtlpProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
        public const string OtlpHeaders = "OTEL_EXPORTER_OTLP_HEADERS";
        public const string ServiceName = "OTEL_SERVICE_NAME";
    }

    public static class Headers
    {
        public const string SyntheticProbe = "Synthetic-Probe";
        public const string Maintenance = "Synops-Maintenance";
        public const string Actor = "Synops-Actor";

        /// <summary>The signature that a replayed webhook arrived with; the one in the scheme's own header is fresh.</summary>
        public const string OriginalSignature = "Synops-Original-Signature";

        public const string ContentDigest = "Content-Digest";
    }

    public static class Routes
    {
        public const string Alive = "/alive";
        public const string Health = "/health";
        public const string Maintenance = "/api/v1/maintenance";
        public const string MaintenanceWindows = "/api/v1/maintenance/windows";
        public const string MaintenanceUndo = "/api/v1/maintenance/undo";
        public const string Webhooks = "/api/v1/webhooks";
        public const string Blocks = "/api/v1/blocks";

        /// <summary>Passes that let staff through maintenance.</summary>
        public const string Staff = "/api/v1/staff";

        /// <summary>Who did what on a gateway.</summary>
        public const string Audit = "/api/v1/audit";

        public const string Artifacts = "/v1/artifacts";
        public const string Faults = "/_faults";
    }

    /// <summary>Names of the Kestrel endpoints (`Kestrel:Endpoints:NAME:Url`).</summary>
    public static class Listeners
    {
        public const string Http = "http";
        public const string Admin = "admin";

        /// <summary>Aspire names the only endpoint of a scheme after the scheme, so this one must bear that name.</summary>
        public const string Tls = "https";

        public const string Otlp = "otlp";
        public const string OtlpGrpc = "otlpgrpc";
    }

    /// <summary>Process exit codes (contracts.md section 9 for synops; 2 and 3 hold for every process).</summary>
    public static class ExitCodes
    {
        public const int Success = 0;
        public const int Failed = 1;
        public const int Configuration = 2;
        public const int DataFolderTaken = 3;
        public const int Spooled = 3;
        public const int OwnFault = 4;
        public const int TimeLimit = 5;

        /// <summary>Stopped by Ctrl-C or SIGTERM, as shells count it.</summary>
        public const int Interrupted = 130;
    }
}
