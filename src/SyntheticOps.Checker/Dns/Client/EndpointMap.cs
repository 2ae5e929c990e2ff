using System.Net;
using System.Text.Json;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>
/// Sends questions for some servers to other endpoints, so that a whole private internet can stand on one machine: by
/// address and port, or by the name of the server.
/// </summary>
internal sealed record EndpointMap
{
    public static EndpointMap None { get; } = new();

    public IReadOnlyDictionary<IPEndPoint, IPEndPoint> Addresses { get; init; } = new Dictionary<IPEndPoint, IPEndPoint>();

    public IReadOnlyDictionary<DnsName, IPEndPoint> Names { get; init; } = new Dictionary<DnsName, IPEndPoint>();

    /// <summary>The map is a whole internet: a server that stands nowhere in it is dead, whatever the network of this machine thinks of it.</summary>
    public bool IsWhole { get; init; }

    public bool IsDead(IPEndPoint server) => IsWhole
        && server.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
        && !IPAddress.IsLoopback(server.Address)
        && !Addresses.ContainsKey(server)
        && !Addresses.Values.Contains(server)
        && !Names.Values.Contains(server);

    public IPEndPoint Of(IPEndPoint server) => Addresses.GetValueOrDefault(server, server);

    /// <summary>Where the server of that name listens, whatever its addresses are.</summary>
    public IPEndPoint? Find(DnsName server) => Names.GetValueOrDefault(server);

    /// <summary>Reads `{"192.0.2.53:53": "127.0.0.1:5353"}`.</summary>
    /// <exception cref="FormatException">The text is something else; the message names the entry.</exception>
    public static EndpointMap Parse(string json)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? throw new FormatException("an object is expected");
            return new() { Addresses = entries.ToDictionary(entry => Endpoint(entry.Key), entry => Endpoint(entry.Value)) };
        }
        catch (JsonException)
        {
            throw new FormatException("""a JSON object such as {"192.0.2.53:53": "127.0.0.1:5353"} is expected""");
        }
        catch (ArgumentException)
        {
            throw new FormatException("an endpoint stands there twice");
        }
    }

    private static IPEndPoint Endpoint(string text) => IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0
        ? endpoint
        : throw new FormatException($"'{(text.Length > 60 ? text[..60] : text)}' is not ADDRESS:PORT");
}
