using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Modelling;

/// <summary>
/// Values of parameters: `Parameters:NAME` of environment or command line, else the user secrets, else the default, which is
/// kept there (0600) so that the next start has the same keys.
/// </summary>
internal sealed class ParameterValues(IConfiguration configuration, string? secretsPath)
{
    public string Get(string name, ApplicationModel.ParameterDefault otherwise, bool persist)
    {
        var key = $"Parameters:{name}";
        // Shells cannot set a variable with a hyphen.
        if ((configuration[key] ?? configuration[key.Replace('-', '_')]) is { Length: > 0 } given)
        {
            return given;
        }

        var kept = ReadSecrets();
        if (kept[key]?.GetValue<string>() is { Length: > 0 } known)
        {
            return known;
        }

        var made = otherwise.Create();
        if (persist && secretsPath is not null)
        {
            kept[key] = made;
            Write(secretsPath, kept);
        }

        return made;
    }

    private JsonObject ReadSecrets()
    {
        if (secretsPath is null || !File.Exists(secretsPath))
        {
            return [];
        }

        try
        {
            // `dotnet user-secrets` writes a byte order mark.
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(File.ReadAllText(secretsPath), documentOptions: options) as JsonObject ?? [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The user secrets {secretsPath} cannot be read ({e.Message}). Mend or remove that file.");
        }
    }

    private static void Write(string path, JsonObject secrets)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var folder = Path.GetDirectoryName(path)!;
        var next = $"{path}.{Environment.ProcessId}.next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
            options.UnixCreateMode = Owner;
        }

        using (var stream = new FileStream(next, options))
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            secrets.WriteTo(writer);
        }

        File.Move(next, path, overwrite: true);
    }
}
