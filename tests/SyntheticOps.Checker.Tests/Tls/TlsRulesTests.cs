using System.Reflection;
using SyntheticOps.Checker.Tls;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls;

public sealed class TlsRulesTests
{
    /// <summary>Code and severity as the field sheet has them; the last five are ours, for what section 8 asks and the sheet has no code.</summary>
    private static readonly string[] Expected =
    [
        "tls-ok info", "tls-handshake-failed error", "tls-not-tls error", "tls-timeout error", "tls-version-old error", "tls12-missing warning",
        "tls13-missing info", "tls-no-forward-secrecy warning", "tls-cbc info", "alpn-h2 info", "ocsp-stapled info", "ocsp-must-staple-missing error",
        "cert-expired error", "cert-not-yet-valid error", "cert-expires-soon warning", "cert-expires-soon error", "cert-self-signed error",
        "cert-untrusted error", "cert-name-mismatch error", "cert-no-san error", "cert-revoked error", "cert-key-weak error",
        "cert-signature-weak error", "cert-key-unsupported warning", "cert-validity-long warning", "cert-is-ca warning", "cert-eku-wrong error",
        "chain-incomplete error", "chain-expired error", "chain-order info", "chain-contains-root info", "chain-extra info",
        "tls-suite-weak error", "tls-dh-weak error", "ocsp-staple-invalid warning", "ct-timestamps-missing info",
    ];

    [Fact]
    public void All_EveryRule_IsListedOnce() =>
        TlsRules.All.Select(rule => rule.GetType()).ShouldBe(Types().Where(type => type.IsAssignableTo(typeof(ITlsRule)) && type.IsClass), ignoreOrder: true);

    [Fact]
    public void Codes_EveryOne_IsDeclaredOnceWithItsSeverity() =>
        Codes().Select(code => $"{code.Code} {code.Severity.Word()}").ShouldBe(Expected, ignoreOrder: true);

    [Fact]
    public void Codes_WhatIsWrong_SaysWhatToDo() =>
        Codes().Where(code => code.Severity != Severity.Info).ShouldAllBe(code => code.Advice.EndsWith('.'));

    [Fact]
    public void Codes_Information_NeverHarms() => Codes().Where(code => code.Severity == Severity.Info).ShouldAllBe(code => code.Effect == Effect.None);

    [Fact]
    public void Judge_Healthy_FindsNothing() => Facts.Healthy.Codes().ShouldBe("");

    private static IEnumerable<Type> Types() => typeof(TlsRules).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("SyntheticOps.Checker.Tls", StringComparison.Ordinal) == true);

    private static List<TlsCode> Codes() =>
    [
        .. Types().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(TlsCode)).Select(field => (TlsCode)field.GetValue(null)!),
    ];
}
