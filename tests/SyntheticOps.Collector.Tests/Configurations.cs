using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Tests;

/// <summary>Reads a text as synthetics.yaml, as the collector does: it runs no check itself.</summary>
internal static class Configurations
{
    public static SyntheticsConfiguration Read(string yaml)
    {
        var folder = Directory.CreateTempSubdirectory("synops-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "synthetics.yaml");
            File.WriteAllText(path, yaml);
            var (configuration, errors) = SyntheticsFile.Load(path, [], new Variables(_ => null));
            errors.Lines.ShouldBeEmpty();
            return configuration!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
