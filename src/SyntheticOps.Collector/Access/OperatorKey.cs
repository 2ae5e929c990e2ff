using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Collector.Access;

/// <summary>SYNOPS_OPERATOR_KEY: which keys open our APIs, and the one we present to the gateways.</summary>
public sealed class OperatorKey
{
    public OperatorKey(IConfiguration configuration, DataFolder data)
    {
        var keys = KeySource.Require(configuration, data, Names.Env.OperatorKey);
        Accepted = new AccessKeys(keys);
        Own = keys.Split(',')[0].Trim();
    }

    public AccessKeys Accepted { get; }

    /// <summary>The first of several while one is being rotated.</summary>
    public string Own { get; }
}
