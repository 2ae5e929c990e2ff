namespace Aspire.Hosting;

/// <summary>A project that an AppHost refers to; the build generates one class for each reference.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }
}
