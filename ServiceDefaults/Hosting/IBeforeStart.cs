namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>
/// Something that must hold before the host starts. <see cref="Launch"/> asks all of them first, so that a reason not to
/// start is one message and not a stack trace in the host's log.
/// </summary>
public interface IBeforeStart
{
    /// <exception cref="StartupException">It does not hold.</exception>
    void Verify();
}
