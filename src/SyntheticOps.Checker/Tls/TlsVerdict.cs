using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Tls;

/// <summary>
/// Judges what was seen; pure. Down is what browsers refuse, because then no customer comes in; what weakens or will break
/// the connection is degraded; the rest is up.
/// </summary>
internal static class TlsVerdict
{
    public static readonly TlsCode Ok = new("tls-ok", Severity.Info, Effect.None);

    public static CheckResult Judge(TlsSeen seen, TlsTarget target)
    {
        var result = seen.Failure ?? Judge(seen.Facts!);
        return result with { Attributes = Attributes(seen, target) };
    }

    private static CheckResult Judge(TlsFacts facts)
    {
        List<TlsFinding> found = [.. TlsRules.All.SelectMany(rule => rule.Judge(facts))];
        var worst = found.OrderByDescending(finding => finding.Code.Effect).ThenByDescending(finding => finding.Code.Severity).FirstOrDefault();
        if (worst is not { Code.Effect: Effect.Refuses } && !found.Exists(finding => finding.Code.Severity == Severity.Error))
        {
            found.Add(Ok.Found($"Handshake, chain, name and dates of {facts.Host} are right."));
        }

        Finding[] findings = [.. found.Select(finding => finding.ToFinding(facts.Host))];
        return worst?.Code.Effect switch
        {
            Effect.Refuses => CheckResult.Down(Reasons.SecureConnectionError, worst.Say(facts.Host), findings),
            Effect.Degrades => CheckResult.Degraded(Reasons.Finding, worst.Say(facts.Host), findings),
            _ => CheckResult.Up(findings),
        };
    }

    private static Dictionary<string, object> Attributes(TlsSeen seen, TlsTarget target)
    {
        var attributes = new Dictionary<string, object>
        {
            [Names.UrlFull] = UrlText.Redacted(target.Url),
            [Names.ServerAddress] = target.Host,
            [Names.ServerPort] = target.Port,
            [Names.RulesetVersion] = TlsRules.Version,
        };
        if (seen.Peer is { } peer)
        {
            attributes[Names.NetworkPeerAddress] = peer.Address.ToString();
        }

        if (seen.Facts is { } facts)
        {
            attributes[Names.TlsServerSubject] = facts.Leaf.Subject;
            attributes[Names.TlsServerIssuer] = facts.Leaf.Issuer;
            attributes[Names.TlsServerNotAfter] = facts.Leaf.NotAfter.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (seen.Facts?.Handshake is { } handshake)
        {
            attributes[Names.TlsProtocolName] = "tls";
            attributes[Names.TlsProtocolVersion] = handshake.Version == Wire.TlsVersion.Tls13 ? "1.3" : "1.2";
            attributes[Names.TlsCipher] = handshake.Suite.ToString();
            attributes[Names.TlsNextProtocol] = handshake.Protocol;
        }

        return attributes;
    }
}
