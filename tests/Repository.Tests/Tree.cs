namespace Repository.Tests;

/// <summary>The working tree that these tests look at.</summary>
internal static class Tree
{
    public static string Root { get; } = Find();

    /// <summary>Source files below those folders, relative to the root, without build output. A folder that is not there is an error: nothing would be found in it.</summary>
    public static IEnumerable<SourceFile> Files(string pattern, params string[] folders) => folders
        .Select(folder => Path.Combine(Root, folder))
        .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "artifacts"))
        .Select(file => new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllLines(file)))
        .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("SyntheticOps.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}

internal sealed record SourceFile(string Path, string[] Lines);
