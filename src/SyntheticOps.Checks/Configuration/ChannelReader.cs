namespace SyntheticOps.Checks.Configuration;

/// <summary>Reads one entry of `channels:`: a name of the writer's own, and below it the one key that is the channel's type.</summary>
internal static class ChannelReader
{
    public static ChannelDefinition? Read(string name, ConfigMap entry)
    {
        foreach (var type in KnownNames.ChannelTypes)
        {
            entry.Find(type);
        }

        var found = entry.Keys.Where(KnownNames.ChannelTypes.Contains).ToList();
        if (found.Count == 1)
        {
            return new ChannelDefinition(name, found[0], entry.Find(found[0])!);
        }

        entry.Fail($"a channel has one of the keys {string.Join(", ", KnownNames.ChannelTypes)}, such as {{webhook: {{url: \"${{HOOK_URL}}\"}}}}");
        return null;
    }
}
