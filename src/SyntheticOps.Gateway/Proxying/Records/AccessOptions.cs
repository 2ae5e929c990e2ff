using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Gateway.Proxying.Records;

/// <summary>Section `Access`: what is recorded of customers' requests, when telemetry is exported.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Whether there is an access log; default: yes.</summary>
    public bool Log { get; set; } = true;

    /// <summary>Whether it holds whole addresses; default: no, IPv4 without its last number, IPv6 as its /48.</summary>
    public bool FullAddresses { get; set; }

    /// <summary>Successes in a second that are recorded one by one; of more a share, which the record tells. Errors, refusals, maintenance and probes always are; default: 20.</summary>
    [Range(1, 100_000)]
    public int SuccessesPerS { get; set; } = 20;
}
