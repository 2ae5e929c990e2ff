using YamlDotNet.RepresentationModel;

namespace SyntheticOps.Checks.Configuration;

/// <summary>
/// A value of a YAML file that is read strictly: every read reports its mistakes with file, line and column to the shared
/// list and returns a usable fallback, so that one pass shows all of them. ${NAME} and ${NAME:-default} are already replaced.
/// </summary>
public sealed class ConfigNode(YamlNode node, string path, ConfigErrors errors)
{
    internal YamlNode Node { get; } = node;

    internal string File { get; } = path;

    internal ConfigErrors Errors { get; } = errors;
}
