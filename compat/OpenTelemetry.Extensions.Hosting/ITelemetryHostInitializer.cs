namespace OpenTelemetry;

/// <summary>Starts the telemetry providers of a host.</summary>
public interface ITelemetryHostInitializer
{
    /// <summary>Resolves the registered providers, which are lazy otherwise.</summary>
    void Initialize();
}
