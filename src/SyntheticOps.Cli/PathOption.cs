using System.CommandLine;

namespace SyntheticOps.Cli;

/// <summary>An option that takes a path; an empty or impossible one is an error of the command line, not an exception.</summary>
internal static class PathOption
{
    public static Option<FileInfo?> File(string name, string description, params string[] aliases) =>
        Create(name, description, aliases, path => new FileInfo(path));

    public static Option<DirectoryInfo?> Folder(string name, string description) =>
        Create(name, description, [], path => new DirectoryInfo(path));

    private static Option<T?> Create<T>(string name, string description, string[] aliases, Func<string, T> make)
        where T : FileSystemInfo => new(name, aliases)
        {
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value.Trim() : "";
                if (text.Length > 0 && text.IndexOfAny(Path.GetInvalidPathChars()) < 0)
                {
                    return make(text);
                }

                result.AddError($"{name} takes a path.");
                return null;
            },
        };
}
