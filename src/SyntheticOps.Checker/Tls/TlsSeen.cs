using System.Net;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Tls;

/// <summary>What the collector brings back: facts, or why there are none.</summary>
internal sealed record TlsSeen(IPEndPoint? Peer)
{
    public TlsFacts? Facts { get; init; }

    public CheckResult? Failure { get; init; }
}
