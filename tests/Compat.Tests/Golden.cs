namespace Compat.Tests;

/// <summary>Files of expected text. With COMPAT_UPDATE_GOLDEN=1 a difference is written to the file beside the source instead.</summary>
internal static class Golden
{
    public static IReadOnlyList<string> Read(string name) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", name)).Where(line => !line.StartsWith('#'))];

    public static void ShouldEqual(string name, IReadOnlyList<string> actual)
    {
        if (Environment.GetEnvironmentVariable("COMPAT_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(Path.Combine(SourceFolder(), "Golden", name), actual);
        }
        else
        {
            string.Join('\n', actual).TrimEnd().ShouldBe(string.Join('\n', Read(name)).TrimEnd());
        }
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
