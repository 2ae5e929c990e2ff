// The whole system on one screen:
//   customer -> gateway -> parfumerie      prober, checker -> gateway and parfumerie      everyone -> collector -> Aspire dashboard
var builder = DistributedApplication.CreateBuilder(args);
var randomPorts = args.Contains("--DcpPublisher:RandomizePorts=true");    // for tests; Aspire gives a random port to what it proxies only

var ingestKey = Key("ingest-key");        // may write telemetry and artifacts
var operatorKey = Key("operator-key");    // may switch maintenance, break the shop, drill, acknowledge
var probeKey = Key("probe-key");          // signs the requests of our probes
var stripeSecret = Key("stripe-webhook-secret");
var stripeKey = Key("stripe-secret-key");

var collector = builder.AddProject<Projects.SyntheticOps_Collector>("collector")
    .WithOtlpExporter(OtlpProtocol.HttpProtobuf)                    // its own OTEL_* stay the dashboard's: it forwards what it stores
    .WithEndpoint("http", endpoint => endpoint.IsProxied = randomPorts)   // its login link names its own port; it counts tries by peer
    .WithHttpHealthCheck("/health", endpointName: "http")
    .WithEnvironment("SYNOPS_INGEST_KEY", ingestKey)
    .WithEnvironment("SYNOPS_OPERATOR_KEY", operatorKey)            // guards its API and opens the gateway's switch
    .WithEnvironment("SYNOPS_PROBE_KEY", probeKey)                  // for synops, through connection.json
    .WithUrlForEndpoint("http", url => url.DisplayText = "Dashboard")
    .WithUrlForEndpoint("otlp", url => url.DisplayText = "OTLP/HTTP")
    .WithUrlForEndpoint("otlpgrpc", url => url.DisplayText = "OTLP/gRPC");
collector.WithUrl($"{collector.GetEndpoint("http")}/status", "Status page");

var shop = Observed(builder.AddProject<Projects.Parfumerie>("parfumerie"))
    .WithHttpHealthCheck("/health", endpointName: "http")
    .WithEnvironment("STRIPE_WEBHOOK_SECRET", stripeSecret)
    .WithEnvironment("STRIPE_SECRET_KEY", stripeKey)
    .WithEnvironment("SYNOPS_OPERATOR_KEY", operatorKey)            // guards the fault panel
    .WithEnvironment("SYNOPS_PROBE_KEY", probeKey)                  // recognises test orders
    .WithUrlForEndpoint("http", url => url.DisplayText = "Shop without the gateway")
    .WithUrlForEndpoint("https", url => url.DisplayText = "Shop over TLS");
shop.WithUrl($"{shop.GetEndpoint("http")}/_faults", "Fault panel");

var gateway = Observed(builder.AddProject<Projects.SyntheticOps_Gateway>("gateway"))
    .WithReference(shop).WaitFor(shop)
    .WithEndpoint("http", endpoint => endpoint.IsProxied = randomPorts)   // not proxied: it must see the customer's own address
    .WithHttpHealthCheck("/health", endpointName: "admin")
    .WithEnvironment("SYNOPS_OPERATOR_KEY", operatorKey)
    .WithEnvironment("SYNOPS_PROBE_KEY", probeKey)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Shop")
    .WithUrlForEndpoint("admin", url => url.DisplayText = "Gateway admin API");

shop.WithReference(gateway);    // its fault failed-logins enters as customers do
Watching(gateway);
Watching(collector.WithReference(gateway).WithReference(shop));     // the dashboard's maintenance switch; where drills find the fault API

Probe(builder.AddProject<Projects.SyntheticOps_Checker>("checker"));
Probe(builder.AddProject<Projects.SyntheticOps_Prober>("prober"));

var application = builder.Build();
AppHost.ResourceTable.Watch(application, builder);
application.Run();

IResourceBuilder<ParameterResource> Key(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 43, Special = false }, secret: true, persist: true);

IResourceBuilder<ProjectResource> Observed(IResourceBuilder<ProjectResource> service) => service
    .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.GetEndpoint("otlp"))
    .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    .WithEnvironment("OTEL_EXPORTER_OTLP_HEADERS", $"authorization=Bearer%20{ingestKey}");

// synthetics.yaml takes these from the environment of every process that reads it.
IResourceBuilder<ProjectResource> Watching(IResourceBuilder<ProjectResource> reader) => reader
    .WithEnvironment("SHOP_URL", gateway.GetEndpoint("http"))
    .WithEnvironment("SHOP_TLS_URL", shop.GetEndpoint("https"))
    .WithEnvironment("GATEWAY_ADMIN_URL", gateway.GetEndpoint("admin"))
    .WithEnvironment("STRIPE_WEBHOOK_SECRET", stripeSecret)
    .WithEnvironment("STRIPE_READ_KEY", stripeKey);

void Probe(IResourceBuilder<ProjectResource> probe) => Watching(Observed(probe))
    .WithReference(shop).WithReference(gateway).WithReference(collector)
    .WaitFor(gateway).WaitFor(collector)
    .WithHttpHealthCheck("/health", endpointName: "http")
    .WithEnvironment("SYNOPS_PROBE_KEY", probeKey)
    .WithEnvironment("SYNOPS_LOCATION", "local");
