using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace SyntheticOps.Gateway.Proxying.Reload;

/// <summary>
/// The JSON files that the process was configured from, read anew on demand. The framework's own reload is off
/// (Program.cs): it empties its values when a file is broken.
/// </summary>
internal sealed class ConfigurationFiles(IConfigurationManager configuration)
{
    private readonly IConfigurationSource[] _sources = [.. configuration.Sources];

    public IReadOnlyList<string> Paths { get; } =
    [
        .. configuration.Sources.OfType<JsonConfigurationSource>()
            .Select(source => source.FileProvider?.GetFileInfo(source.Path ?? "").PhysicalPath).OfType<string>(),
    ];

    /// <summary>The same sources in the same order, as they stand now.</summary>
    /// <exception cref="FormatException">A file is no JSON; with file and line.</exception>
    public IConfiguration Read()
    {
        var fresh = new ConfigurationBuilder();
        foreach (var source in _sources)
        {
            fresh.Add(source is JsonConfigurationSource file
                ? new JsonConfigurationSource { FileProvider = file.FileProvider, Path = file.Path ?? "", Optional = file.Optional, ReloadOnChange = false }
                : source);
        }

        try
        {
            return fresh.Build();
        }
        catch (InvalidDataException e) when (Find<JsonException>(e) is { } json)
        {
            throw new FormatException($"{Paths.FirstOrDefault(path => e.Message.Contains(Path.GetFileName(path), StringComparison.Ordinal)) ?? "A file"}({json.LineNumber + 1}): {json.Message.Split(". LineNumber")[0]}; expected JSON.", e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or FileNotFoundException)
        {
            throw new FormatException(e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}", e);
        }
    }

    private static T? Find<T>(Exception? e)
        where T : Exception => e is null ? null : e as T ?? Find<T>(e.InnerException);
}
