using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Collector.Receiving;

/// <summary>The ingest key. A right key always passes.</summary>
internal sealed class IngestKeys(IConfiguration configuration, DataFolder data, TimeProvider clock)
{
    private readonly AccessKeys _keys = new(KeySource.Require(configuration, data, Names.Env.IngestKey));
    private readonly WrongKeys _wrong = new(clock);

    /// <summary>Null when the request may pass.</summary>
    public Refusal? Check(HttpContext context) => _keys.AcceptsBearer(context.Request.Headers.Authorization)
        ? null
        : _wrong.Exceeded(context) ? Refusal.TooManyWrongKeys() : Refusal.NoKey();
}
