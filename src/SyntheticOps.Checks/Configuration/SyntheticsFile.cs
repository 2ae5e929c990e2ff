using System.Security.Cryptography;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Reads synthetics.yaml as a whole: every mistake is reported, and only a file without any is used.</summary>
public static class SyntheticsFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="types">The check types of this process; a check of another known type is listed, its body unread.</param>
    /// <param name="variables">What ${NAME} stands for.</param>
    /// <returns>The configuration, null when there are mistakes, and the mistakes.</returns>
    public static (SyntheticsConfiguration? Configuration, ConfigErrors Errors) Load(
        string path, IEnumerable<ICheckType> types, Variables variables)
    {
        path = Path.GetFullPath(path);
        var errors = new ConfigErrors();
        var bytes = ConfigFile.ReadBytes(path, errors);
        if (bytes is null || ConfigFile.Parse(path, bytes, variables, errors) is not { } root)
        {
            return (null, errors);
        }

        var configuration = Read(root.AsMap(), path, Hash(bytes), types.ToDictionary(type => type.Name, StringComparer.Ordinal));
        errors.ReportUnread();
        return (errors.Any ? null : configuration with { Secrets = variables.Secrets }, errors);
    }

    private static SyntheticsConfiguration Read(ConfigMap root, string path, string hash, Dictionary<string, ICheckType> types)
    {
        var sites = NamedEntries(root.Require("sites")?.AsMap())
            .Select(entry => SiteReader.Read(entry.Name, entry.Value.AsMap()))
            .ToDictionary(site => site.Name, StringComparer.Ordinal);
        var reader = new CheckReader(sites, CheckDefaults.Read(root.Find("defaults")?.AsMap()), types);
        foreach (var (name, entry) in NamedEntries(root.Require("checks")?.AsMap()))
        {
            reader.Read(name, entry.AsMap());
        }

        var channels = NamedEntries(root.Find("channels")?.AsMap())
            .Select(entry => ChannelReader.Read(entry.Name, entry.Value.AsMap()))
            .OfType<ChannelDefinition>()
            .ToDictionary(channel => channel.Name, StringComparer.Ordinal);
        return new SyntheticsConfiguration
        {
            Path = path,
            Hash = hash,
            Sites = sites,
            Checks = reader.Definitions,
            Channels = channels,
            Runnable = reader.Runnable,
        };
    }

    private static List<(string Name, ConfigNode Value)> NamedEntries(ConfigMap? map)
    {
        var entries = map?.Entries().ToList() ?? [];
        foreach (var (name, value) in entries.Where(entry => !EntryName.IsValid(entry.Name)))
        {
            value.Fail($"'{EntryName.Shown(name)}' is not a name: {EntryName.Form}");
        }

        return entries;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
}
