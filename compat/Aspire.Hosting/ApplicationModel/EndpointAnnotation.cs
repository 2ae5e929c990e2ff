namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port that a resource listens on.</summary>
public sealed class EndpointAnnotation
{
    internal EndpointAnnotation(string name, string scheme, string host, int port, string declaredAt) =>
        (Name, UriScheme, TargetHost, Port, DeclaredAt) = (name, scheme, host, port, declaredAt);

    /// <summary>Whether Aspire may listen in the resource's place. Here every process binds its own ports, so it changes nothing.</summary>
    public bool IsProxied { get; set; } = true;

    internal string Name { get; }

    internal string UriScheme { get; }

    internal string TargetHost { get; }

    internal int Port { get; }

    /// <summary>The setting and file to change when the port is taken.</summary>
    internal string DeclaredAt { get; }

    /// <summary>What the process is told to bind.</summary>
    internal string BindUrl => $"{UriScheme}://{TargetHost}:{Port}";

    /// <summary>What others connect to: every-address binds are reached through localhost.</summary>
    internal string Url => TargetHost is "0.0.0.0" or "[::]" or "*" or "+" ? $"{UriScheme}://localhost:{Port}" : BindUrl;
}
