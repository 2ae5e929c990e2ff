using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;

namespace Aspire.Hosting.Starting;

/// <summary>Finds before anything starts what would keep a resource from starting, and says how to mend it.</summary>
internal static class Preflight
{
    public static async Task<IReadOnlyList<string>> ProblemsAsync(
        IReadOnlyList<ProjectResource> projects, AppHostContext context, CancellationToken token)
    {
        var problems = new List<string>(context.Problems);
        foreach (var project in projects)
        {
            if (project.Command.Needs is { } file && !File.Exists(file))
            {
                problems.Add($"{project.Name}: its build output {(file.Length == 0 ? "is unknown" : file + " is missing")}. "
                    + $"Build it: dotnet build {project.ProjectPath} -c {context.BuildConfiguration}");
            }

            problems.AddRange(await ModelProblemsAsync(project, token));
            problems.AddRange(project.Endpoints.Where(IsTaken).Select(endpoint =>
                $"{project.Name}: port {endpoint.Port} of its endpoint '{endpoint.Name}' is in use. "
                + $"Stop the process that listens there (another AppHost?), or change {endpoint.DeclaredAt}."));
        }

        return problems;
    }

    /// <summary>Resolves every value once: a missing endpoint or an unreadable secret shows here.</summary>
    private static async Task<IReadOnlyList<string>> ModelProblemsAsync(ProjectResource project, CancellationToken token)
    {
        var problems = new List<string>();
        var values = project.Environment.Select(variable => (What: variable.Name, variable.Value))
            .Concat(project.Urls.Select(url => (What: "a link", Value: (IValueProvider)url.Url)))
            .Concat(project.HealthChecks.Select(check => (What: "its health check", Value: (IValueProvider)check.Endpoint)));
        foreach (var (what, value) in values)
        {
            try
            {
                await value.GetValueAsync(token);
            }
            catch (ModelException e)
            {
                problems.Add($"{project.Name}, {what}: {e.Message}");
            }
        }

        foreach (var (name, _) in project.UrlCallbacks.Where(callback => project.FindEndpoint(callback.Endpoint) is null))
        {
            problems.Add($"{project.Name}: WithUrlForEndpoint names the endpoint '{name}', which it does not have.");
        }

        return problems;
    }

    private static bool IsTaken(EndpointAnnotation endpoint) => Addresses(endpoint.TargetHost).Any(address =>
    {
        try
        {
            using var listener = new TcpListener(address, endpoint.Port);
            listener.Start();
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
        }
    });

    private static IPAddress[] Addresses(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [IPAddress.Any];
}
