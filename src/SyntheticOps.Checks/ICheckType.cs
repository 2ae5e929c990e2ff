using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks;

/// <summary>
/// A kind of check that synthetics.yaml may name (`http: {...}`). One file with its options, one `AddCheckType` line.
/// </summary>
public interface ICheckType
{
    /// <summary>The key in synthetics.yaml and the value of `synthetic.check.type`.</summary>
    string Name { get; }

    /// <summary>
    /// Reads the body below that key, reports every mistake to <see cref="ConfigNode"/>, and makes the check.
    /// Does no I/O except reading files that the body names.
    /// </summary>
    /// <param name="body">What stands below the type's key.</param>
    /// <param name="entry">The check's whole entry, for keys beside the type's own (`degraded`, `budget`); a key that nobody reads is a mistake.</param>
    ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry);
}
