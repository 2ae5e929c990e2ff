namespace SyntheticOps.Gateway.Guard.Rates;

/// <summary>`Guard:Rates:NAME`: so many requests in so many seconds, counted for each client (an IPv4 address, an IPv6 /64).</summary>
internal sealed class RateOptions
{
    /// <summary>Paths that count, and all below them; empty: every path.</summary>
    public string[] Paths { get; set; } = [];

    /// <summary>Methods that count; empty: every method.</summary>
    public string[] Methods { get; set; } = [];

    /// <summary>1 to 10,000,000.</summary>
    public int Requests { get; set; }

    /// <summary>Seconds; default: 10.</summary>
    public int PerS { get; set; } = 10;
}
