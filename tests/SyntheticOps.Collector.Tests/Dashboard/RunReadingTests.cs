using SyntheticOps.Collector.Dashboard.Runs;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Collector.Tests.Dashboard;

public sealed class RunReadingTests
{
    /// <summary>PRB-08: what no clock can be set by is left out.</summary>
    [Theory]
    [InlineData(3600.0, 3600.0)]
    [InlineData(-86400.5, -86400.5)]
    [InlineData(7L, 7.0)]
    [InlineData(0.0, null)]
    [InlineData(1e300, null)]
    [InlineData(double.NaN, null)]
    [InlineData(double.NegativeInfinity, null)]
    [InlineData("3600", null)]
    public void ClockSkewOf_Values(object value, double? seconds)
    {
        var root = Samples.Span(1, 1) with { Attributes = new AttributeSet(new Dictionary<string, object> { [Names.ClockSkew] = value }) };

        RunReading.ClockSkewOf(root).ShouldBe(seconds is { } set ? TimeSpan.FromSeconds(set) : null);
    }

    [Fact]
    public void ClockSkewOf_Without_IsNull() => RunReading.ClockSkewOf(Samples.Span(1, 1)).ShouldBeNull();
}
