using Microsoft.Extensions.Logging;

namespace SyntheticOps.Checks.Artifacts;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The artifact {Name} of run {Run} was discarded: a secret was still in it, or it could not be read to the end.")]
    public static partial void ArtifactHeldSecret(this ILogger logger, string name, string run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The artifact {Name} of run {Run} ({Size} bytes) was left out: too large for the run, or the name is taken.")]
    public static partial void ArtifactLeftOut(this ILogger logger, string name, string run, int size);
}
