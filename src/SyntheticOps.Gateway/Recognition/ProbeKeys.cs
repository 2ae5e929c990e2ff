using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Gateway.Recognition;

/// <summary>Keys that sign probe requests, comma separated; null recognises no probe.</summary>
internal sealed record ProbeKeys(string? Value)
{
    /// <summary>A record would print its value.</summary>
    public override string ToString() => nameof(ProbeKeys);
}

internal static class RecognitionExtensions
{
    public static void AddRecognition(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new ProbeKeys(KeySource.Find(builder.Configuration, Names.Env.ProbeKey)));
        builder.Services.AddSingleton<ProbeRuns>();
    }
}
