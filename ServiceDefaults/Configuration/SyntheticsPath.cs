using Microsoft.Extensions.Configuration;

namespace SyntheticOps.ServiceDefaults.Configuration;

/// <summary>Finds synthetics.yaml.</summary>
public static class SyntheticsPath
{
    public const string FileName = "synthetics.yaml";

    /// <summary>
    /// SYNOPS_CONFIG, else the nearest synthetics.yaml from the working directory upwards, not above a folder with .git
    /// or a solution. Null when there is none; a given path is returned whether the file exists or not.
    /// </summary>
    public static string? Find(IConfiguration configuration)
    {
        if (configuration[Names.Env.Config] is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FileName);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }

            if (Path.Exists(Path.Combine(folder.FullName, ".git")) || folder.EnumerateFiles("*.sln").Any())
            {
                return null;
            }
        }

        return null;
    }
}
