using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>
    /// Adds a parameter: `Parameters:NAME` of the configuration, else the default, which is kept in the user secrets when it is to persist.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var parameters = ((DistributedApplicationBuilder)builder).Context.Parameters;
        var parameter = new ParameterResource(name, secret, () => parameters.Get(name, value, persist));
        builder.Resources.Add(parameter);
        return new ResourceBuilder<ParameterResource>(parameter);
    }
}
