using System.Text.Json.Nodes;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>A folder of its own for one test, with synthetics.yaml when there is a text for it.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace(string? yaml = null)
    {
        if (yaml is not null)
        {
            File.WriteAllText(this["synthetics.yaml"], yaml);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("synops-tests-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(this[name]))!;

    /// <summary>A site with http checks, each `name: path`, which expect the text `welcome`.</summary>
    public static Workspace Watching(Uri site, string checks) => new($$"""
        sites:
          shop:
            url: {{site}}
            reach: ["127.0.0.1:{{site.Port}}"]
        defaults: {timeout: 10s}
        checks:
        {{checks}}
        """);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
