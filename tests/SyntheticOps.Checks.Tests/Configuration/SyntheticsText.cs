using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

/// <summary>Loads a text as synthetics.yaml with one check type, `http`, that reads path, wait, sort, share, on, match, items and extra.</summary>
internal static class SyntheticsText
{
    public const string Sites = "sites:\n  shop:\n    url: https://shop.example\n";

    public static (SyntheticsConfiguration? Configuration, IReadOnlyList<string> Lines) Load(string yaml, params (string Name, string Value)[] variables) =>
        Load(System.Text.Encoding.UTF8.GetBytes(yaml), variables);

    public static (SyntheticsConfiguration? Configuration, IReadOnlyList<string> Lines) Load(byte[] yaml, params (string Name, string Value)[] variables)
    {
        var folder = Directory.CreateTempSubdirectory("synops-");
        try
        {
            var path = Path.Combine(folder.FullName, "synthetics.yaml");
            File.WriteAllBytes(path, yaml);
            var (configuration, errors) = SyntheticsFile.Load(
                path, [new ReadingType()], new Variables(name => variables.FirstOrDefault(variable => variable.Name == name).Value));
            return (configuration, [.. errors.Lines.Select(line => line.Replace(path, "f", StringComparison.Ordinal))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class ReadingType : ICheckType
    {
        public string Name => "http";

        public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
        {
            var map = body.AsMap();
            map.Find("path")?.AsText();
            map.Find("secret")?.AsSecret();
            map.Find("wait")?.AsDuration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            map.Find("sort")?.AsChoice("up", "down");
            map.Find("share")?.AsNumber(0, 1);
            map.Find("count")?.AsInteger(1, 9);
            map.Find("on")?.AsFlag();
            map.Find("match")?.AsRegex();
            map.Find("items")?.AsItems();
            map.Find("url")?.AsUrl();
            map.Find("file")?.AsPath();
            return new Nothing();
        }
    }

    private sealed class Nothing : ICheck
    {
        public Task<CheckResult> RunAsync(CheckRun run, CancellationToken token) => Task.FromResult(CheckResult.Up());
    }
}
