using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls;

/// <summary>One thing to judge about a server's TLS, purely. One file a rule, one line in <see cref="TlsRules"/>.</summary>
internal interface ITlsRule
{
    IEnumerable<TlsFinding> Judge(TlsFacts facts);
}

/// <summary>What a finding means for customers.</summary>
internal enum Effect
{
    /// <summary>Good to know, or to mend one day.</summary>
    None,

    /// <summary>Customers still come through.</summary>
    Degrades,

    /// <summary>Browsers refuse the connection.</summary>
    Refuses,
}

/// <summary>A code that a rule can find. Each rule declares its own.</summary>
/// <param name="Advice">What to do, one imperative sentence; empty when nothing is to do.</param>
internal sealed record TlsCode(string Code, Severity Severity, Effect Effect, string Advice = "")
{
    /// <param name="seen">One sentence about what was seen.</param>
    /// <param name="args">The values in it.</param>
    public TlsFinding Found(string seen, params IReadOnlyList<string> args) => new(this, seen, args);
}

/// <summary>A code that was found, and the evidence.</summary>
internal sealed record TlsFinding(TlsCode Code, string Seen, IReadOnlyList<string> Args)
{
    /// <summary>Without the advice, which the finding has.</summary>
    public Saying Say(string host) => Saying.Of(ToFinding(host) with { Text = Seen });

    public Finding ToFinding(string host) => new(
        Code.Code, Code.Severity, FindingKind.State, host, Args, Code.Advice.Length == 0 ? Seen : $"{Seen} {Code.Advice}");
}
