using Parfumerie.Tls;

namespace Parfumerie.Faults.Kinds;

/// <summary>`certificate{kind}`: new handshakes on the https endpoint get a bad certificate; connections that stand keep theirs.</summary>
internal sealed class CertificateFault(ServerCertificates certificates) : IFault
{
    public string Name => "certificate";

    public IReadOnlyList<FaultField> Fields { get; } =
        [new("kind", FaultFieldKind.Choice) { IsRequired = true, Choices = ["expired", "self-signed", "wrong-name"] }];

    public Task StartAsync(ActiveFault fault, CancellationToken token)
    {
        certificates.Show(fault.Params.Text("kind") switch
        {
            "expired" => CertificateKind.Expired,
            "self-signed" => CertificateKind.SelfSigned,
            _ => CertificateKind.WrongName,
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(ActiveFault fault, CancellationToken token)
    {
        certificates.Show(CertificateKind.Good);
        return Task.CompletedTask;
    }
}
