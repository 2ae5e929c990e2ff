namespace SyntheticOps.Checks.Artifacts;

/// <summary>Takes what a run leaves behind besides telemetry (contracts.md section 5).</summary>
public interface IArtifactSink
{
    /// <summary>Keeps it durably for sending and notes it on the root span as a `synthetic.artifact` event.</summary>
    /// <param name="name">`[a-z0-9][a-z0-9.-]{0,63}`, such as `step-3.jpg`.</param>
    /// <param name="mediaType">image/png, image/jpeg, application/json, application/zip or text/plain.</param>
    Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token);
}
