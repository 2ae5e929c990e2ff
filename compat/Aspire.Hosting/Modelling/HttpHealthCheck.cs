using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Modelling;

/// <summary>What is asked to see whether a resource is healthy.</summary>
internal sealed record HttpHealthCheck(EndpointReference Endpoint, string Path, int StatusCode);
