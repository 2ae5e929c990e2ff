using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Connections;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>Section `Customers`: how they come to us.</summary>
internal sealed class CustomerOptions
{
    public const string Section = "Customers";

    /// <summary>Host names that customers use, without port; empty: any.</summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>Addresses and networks of proxies in front of us, whose X-Forwarded-For and X-Forwarded-Proto are believed; default: none.</summary>
    public string[] KnownProxies { get; set; } = [];

    /// <summary>Methods that reach the shop; any other is 405.</summary>
    public string[] Methods { get; set; } = [];

    /// <summary>Whether answers say in Server-Timing how long the shop and we took; default: no.</summary>
    public bool ServerTiming { get; set; }

    /// <summary>Connections that one address (of IPv6 one /64) may hold; less when more than half of all places are taken; default: 256.</summary>
    [Range(ConnectionShares.Least, Limits.Connections)]
    public int ConnectionsPerAddress { get; set; } = ConnectionShares.PerAddress;

    public AddressRange[] Proxies => [.. KnownProxies.Select(text => AddressRange.TryParse(text, out var range) ? range : default)];
}

/// <summary>Checks the section at start.</summary>
internal sealed partial class CustomerOptionsValidator : IValidateOptions<CustomerOptions>
{
    private static readonly string[] Never = ["TRACE", "CONNECT"];

    public ValidateOptionsResult Validate(string? name, CustomerOptions options)
    {
        string[] failures =
        [
            .. options.Hosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown)
                .Select(host => $"Customers:Hosts: '{host}' is no host name; each entry is a host name or address without port, such as www.shop.example."),
            .. options.KnownProxies.Where(text => !AddressRange.TryParse(text, out _)).Select(text => $"Customers:KnownProxies: '{text}': {AddressRange.Form}."),
            .. options.KnownProxies.Where(text => AddressRange.TryParse(text, out var range) && range.IsEverything)
                .Select(text => $"Customers:KnownProxies: '{text}' is everybody: then each client may choose its address. Name the proxies."),
            .. options.Methods.Where(method => !Token.IsMatch(method) || Never.Contains(method)).Select(method => $"Customers:Methods: '{method}': expected upper-case method names other than TRACE and CONNECT, such as PROPFIND."),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    [GeneratedRegex(@"\A[A-Z][A-Z-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Token { get; }
}
