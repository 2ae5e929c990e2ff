using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;

namespace Aspire.Hosting;

/// <summary>Adds projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project with the endpoints of its appsettings.json or, without any there, of its launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var model = (DistributedApplicationBuilder)builder;
        var metadata = new TProject();
        var project = new ProjectResource(name, metadata.ProjectPath, model.Context.CommandFor(metadata));
        ResourceName.Check(name, model.Projects.Select(other => other.Name), model.Context.Problems);
        ProjectFiles.Read(project, model.Context);
        model.Resources.Add(project);
        return new ResourceBuilder<ProjectResource>(project);
    }
}
