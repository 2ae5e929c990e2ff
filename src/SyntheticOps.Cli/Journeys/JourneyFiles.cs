using Microsoft.Extensions.Configuration;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.Prober.Journeys.Coded;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Reads and writes journey files for the commands.</summary>
internal static class JourneyFiles
{
    /// <summary>The environment, and the variables of a running demo where it has none.</summary>
    public static IConfiguration Environment(FileInfo? config)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new ConfigurationBuilder().AddInMemoryCollection(ConnectionFile.FindVariables(environment, config)).AddEnvironmentVariables().Build();
    }

    /// <summary>What a file holds: an assembly is a journey in C#, with `--set` as its variables.</summary>
    public static IJourneyRoute RouteOf(FileInfo file, JourneyRequest request, IConfiguration environment) =>
        file.Extension.Equals(".dll", StringComparison.OrdinalIgnoreCase)
            ? CodedJourney.Load(file.FullName, request.Class, [.. request.Variables.Select(variable => new JourneyVariable(variable.Key, new(_ => variable.Value) { IsSecret = true }))])
            : Read(file, environment);

    /// <summary>The journey; all its mistakes at once end the command.</summary>
    public static Journey Read(FileInfo file, IConfiguration environment)
    {
        var errors = new ConfigErrors();
        var journey = JourneyFile.Read(file.FullName, Variables.From(environment), errors);
        errors.ReportUnread();
        return errors.Any
            ? throw new CliException(Names.ExitCodes.Configuration, string.Join(System.Environment.NewLine, errors.Lines.Select(Short)))
            : journey;
    }

    /// <summary>A file that exists stays as it is.</summary>
    public static async Task WriteAsync(FileInfo file, string text, CancellationToken token)
    {
        try
        {
            file.Directory?.Create();
            await using var stream = new FileStream(file.FullName, FileMode.CreateNew, FileAccess.Write);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, File.Exists(file.FullName) ? $"{file} exists; it is not overwritten." : $"{file} cannot be written: {e.Message}");
        }
    }

    /// <summary>Paths as the person would write them.</summary>
    public static string Short(string line) =>
        line.Replace(System.Environment.CurrentDirectory + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
