using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>Where a variable may come from, recognised by its key. One file and one line in <see cref="CaptureKinds"/>.</summary>
internal interface ICaptureKind
{
    /// <summary>The key in the journey file.</summary>
    string Name { get; }

    /// <summary>Reads the whole entry, of which that key is one.</summary>
    CaptureSource Read(ConfigMap entry, Scope scope);
}
