using SyntheticOps.Checker.Http.Expectations;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace SyntheticOps.Checker.Http.Requests;

/// <summary>One request and what its answer must be like.</summary>
internal sealed record HttpStep
{
    public required string Name { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>Of the address; a path is below it.</summary>
    public required Uri Origin { get; init; }

    /// <summary>Path with query, or an absolute URL.</summary>
    public required Template Target { get; init; }

    public int MaximumRedirects { get; init; }

    public IReadOnlyList<(string Name, Template Value)> Headers { get; init; } = [];

    public RequestBody? Body { get; init; }

    /// <summary>The status comes first.</summary>
    public required IReadOnlyList<IExpectation> Expectations { get; init; }

    /// <summary>`protocol: 3` is asked for, which the other versions do not lead to.</summary>
    public bool OverQuic => Expectations.OfType<ProtocolExpectation>().Any(protocol => protocol.AsksForQuic);

    public IReadOnlyList<Capture> Captures { get; init; } = [];

    /// <summary>What is sent with those values; null when they make no address of it.</summary>
    public HttpFetch? Resolve(Values values, AddressChoice addresses)
    {
        if (!Uri.TryCreate(Origin, Target.Resolve(values, Uri.EscapeDataString), out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            return null;
        }

        return new HttpFetch(url)
        {
            Method = Method,
            MaximumRedirects = MaximumRedirects,
            Addresses = addresses,
            OverQuic = OverQuic,
            Headers = [.. Headers.Select(header => new HttpHeader(header.Name, header.Value.Resolve(values)))],
            Payload = Body?.Resolve(values),
        };
    }
}
