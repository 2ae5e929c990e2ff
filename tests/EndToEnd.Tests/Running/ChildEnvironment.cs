using System.Collections;

namespace EndToEnd.Tests.Running;

/// <summary>The environment of processes that tests start: ours, without what a test runner or another system has left in it.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] Foreign =
    [
        "SYNOPS_", "OTEL_", "ASPNETCORE_", "ASPIRE_", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "DOTNET_CLI_", "DOTNET_RESOURCE_SERVICE", "DOTNET_DASHBOARD",
        "KESTREL__", "PARAMETERS__", "MSBUILD", "VSTEST_", "SHOP_", "GATEWAY_", "SERVICES__", "STRIPE_", "TEST_CARD", "DCP",
    ];

    public static Dictionary<string, string> Clean() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => !Array.Exists(Foreign, start => ((string)variable.Key).StartsWith(start, StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
}
