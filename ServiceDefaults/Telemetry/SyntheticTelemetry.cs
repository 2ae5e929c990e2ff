namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>Every span, metric, event and attribute name of ours, and the standard ones we write, once (contracts.md section 3).</summary>
public static class SyntheticTelemetry
{
    /// <summary>ActivitySource of probe runs. It has a provider of its own: always on, exported through the spool.</summary>
    public const string RunSource = "SyntheticOps.Runs";

    /// <summary>Meter of every process of ours.</summary>
    public const string Meter = "SyntheticOps";

    public const string UserAgentType = "test";

    /// <summary>The exporter drops events and attributes beyond 128 without a word; we stop at 100 and say so.</summary>
    public const int MaxEventsPerSpan = 100;

    /// <summary>Longest `synthetic.message`, characters.</summary>
    public const int MaxMessageLength = 500;

    public static class Spans
    {
        public const string Check = "synthetic.check";
        public const string Phase = "synthetic.phase";
        public const string Step = "synthetic.step";
    }

    public static class Events
    {
        public const string Finding = "synthetic.finding";
        public const string Artifact = "synthetic.artifact";
        public const string WebVital = "browser.web_vital";
        public const string MaintenanceChanged = "synthetic.gateway.maintenance_changed";
        public const string WebhookHandled = "synthetic.gateway.webhook_handled";
        public const string BlockChanged = "synthetic.gateway.block_changed";
        public const string Attack = "synthetic.gateway.attack";
        public const string Access = "synthetic.gateway.access";
    }

    public static class Metrics
    {
        public const string CheckDuration = "synthetic.check.duration";
        public const string CheckRuns = "synthetic.check.runs";
        public const string GatewayMaintenance = "synthetic.gateway.maintenance";
        public const string WebhooksWaiting = "synthetic.gateway.webhooks.waiting";
        public const string WebhooksDead = "synthetic.gateway.webhooks.dead";
        public const string GatewayRefused = "synthetic.gateway.refused";
        public const string GatewayAttacks = "synthetic.gateway.attacks";
        public const string GatewayListLoaded = "synthetic.gateway.list.loaded";
        public const string GatewayConfigLoaded = "synthetic.gateway.config.loaded";
        public const string GatewayUpstreamDuration = "synthetic.gateway.upstream.duration";

        /// <summary>Histogram bounds of <see cref="CheckDuration"/>, seconds.</summary>
        public static IReadOnlyList<double> DurationBounds { get; } = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60];
    }

    public static class Attributes
    {
        public const string CheckName = "synthetic.check.name";
        public const string CheckType = "synthetic.check.type";
        public const string SiteName = "synthetic.site.name";
        public const string LocationName = "synthetic.location.name";
        public const string Outcome = "synthetic.outcome";
        public const string OutcomeReason = "synthetic.outcome.reason";
        public const string Trigger = "synthetic.trigger";
        public const string Attempt = "synthetic.attempt";
        public const string FindingsDropped = "synthetic.findings.dropped";
        public const string Maintenance = "synthetic.maintenance";
        public const string Sandbox = "synthetic.sandbox";
        public const string ClockSkew = "synthetic.clock_skew";
        public const string ConfigHash = "synthetic.config.hash";
        public const string RulesetVersion = "synthetic.ruleset.version";
        public const string StepFailed = "synthetic.step.failed";
        public const string Message = "synthetic.message";
        public const string MessageParts = "synthetic.message.parts";
        public const string PhaseName = "synthetic.phase.name";
        public const string PageWeight = "synthetic.page.weight";
        public const string RequestParty = "synthetic.request.party";
        public const string RequestInitiator = "synthetic.request.initiator";
        public const string RequestPhases = "synthetic.request.phases";
        public const string RequestType = "synthetic.request.type";
        public const string StepIndex = "synthetic.step.index";
        public const string StepName = "synthetic.step.name";
        public const string StepOutcome = "synthetic.step.outcome";
        public const string StepSkipped = "synthetic.step.skipped";
        public const string CodeFilePath = "code.file.path";
        public const string CodeLineNumber = "code.line.number";
        public const string CodeColumnNumber = "code.column.number";
        public const string CheckTags = "synthetic.check.tags";
        public const string StepReason = "synthetic.step.reason";
        public const string FindingCode = "synthetic.finding.code";
        public const string FindingSeverity = "synthetic.finding.severity";
        public const string FindingKind = "synthetic.finding.kind";
        public const string FindingSubject = "synthetic.finding.subject";
        public const string FindingArgs = "synthetic.finding.args";
        public const string FindingText = "synthetic.finding.text";
        public const string ArtifactName = "synthetic.artifact.name";
        public const string ArtifactType = "synthetic.artifact.type";
        public const string ArtifactSize = "synthetic.artifact.size";
        public const string WebhookRoute = "synthetic.webhook.route";
        public const string FaultName = "synthetic.fault.name";
        public const string RefusalReason = "synthetic.refusal.reason";
        public const string ListName = "synthetic.list.name";
        public const string AttackKind = "synthetic.attack.kind";
        public const string AttackAddresses = "synthetic.attack.addresses";
        public const string AttackAddressCount = "synthetic.attack.address_count";
        public const string AttackCount = "synthetic.attack.count";
        public const string AttackWindow = "synthetic.attack.window_s";
        public const string AttackSubject = "synthetic.attack.subject";
        public const string GatewayRoute = "synthetic.gateway.route";
        public const string GatewayPhase = "synthetic.gateway.phase";
        public const string SamplingRatio = "synthetic.sampling.ratio";

        public const string UserAgentSyntheticType = "user_agent.synthetic.type";
        public const string ErrorType = "error.type";
        public const string UrlFull = "url.full";
        public const string UrlPath = "url.path";
        public const string UrlScheme = "url.scheme";
        public const string ServerAddress = "server.address";
        public const string ServerPort = "server.port";
        public const string NetworkPeerAddress = "network.peer.address";
        public const string NetworkPeerPort = "network.peer.port";
        public const string NetworkProtocolVersion = "network.protocol.version";
        public const string TlsCipher = "tls.cipher";
        public const string TlsNextProtocol = "tls.next_protocol";
        public const string TlsProtocolName = "tls.protocol.name";
        public const string TlsProtocolVersion = "tls.protocol.version";
        public const string TlsServerIssuer = "tls.server.issuer";
        public const string TlsServerNotAfter = "tls.server.not_after";
        public const string TlsServerSubject = "tls.server.subject";
        public const string ClientAddress = "client.address";
        public const string RequestDuration = "http.server.request.duration";
        public const string HttpRequestMethod = "http.request.method";
        public const string HttpResponseStatusCode = "http.response.status_code";
        public const string HttpResponseBodySize = "http.response.body.size";
        public const string HttpRequestResendCount = "http.request.resend_count";
        public const string HttpRoute = "http.route";
        public const string DbQueryText = "db.query.text";
        public const string DbSystemName = "db.system.name";
        public const string DbOperationName = "db.operation.name";
        public const string DocumentUrl = "browser.document.url.full";
        public const string WebVitalName = "browser.web_vital.name";
        public const string WebVitalValue = "browser.web_vital.value";
        public const string WebVitalDelta = "browser.web_vital.delta";
        public const string WebVitalId = "browser.web_vital.id";
        public const string WebVitalRating = "browser.web_vital.rating";
    }
}
