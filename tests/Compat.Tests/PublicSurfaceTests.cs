using OpenTelemetry;

namespace Compat.Tests;

/// <summary>Code that compiles against compat must compile against the packages.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void AspireHosting_Members_AreAllAspires() =>
        Surface.Of(typeof(DistributedApplication).Assembly).Except(Golden.Read("Aspire.Hosting.txt")).ShouldBeEmpty();

    [Fact]
    public void OpenTelemetryExtensionsHosting_Members_AreThePackages() =>
        Golden.ShouldEqual("OpenTelemetry.Extensions.Hosting.txt", Surface.Of(typeof(OpenTelemetryBuilder).Assembly));
}
