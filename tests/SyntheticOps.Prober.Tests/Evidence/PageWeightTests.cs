using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Evidence;

/// <summary>Page weight by type and party. YieldsTests has it of a real page.</summary>
public sealed class PageWeightTests
{
    private static readonly PageWeight Weight = PageWeight.Of(
    [
        Loaded("Document", 3_000), Loaded("Script", 40_000), Loaded("Script", 2_000), Loaded("Image", size: null),
        Loaded("Script", 900_000, isOwn: false), Loaded("Font", 5_000, isOwn: false), Loaded("Request", 70_000),
    ]);

    [Fact]
    public void Of_Requests_AreAddedUpByPartyAndTypeTheHeaviestFirst()
    {
        (Weight.Requests, Weight.Bytes).ShouldBe((6, 950_000L));
        Weight.Words.ShouldBe(["third script 1 900000", "own script 2 42000", "third font 1 5000", "own document 1 3000", "own image 1 0"]);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(950_000L, 6, null)]
    [InlineData(949_000L, null, "The pages loaded 950 kB in 6 requests (905 kB of them from third parties), more than 949 kB.")]
    [InlineData(null, 5, "The pages loaded 950 kB in 6 requests (905 kB of them from third parties), more than 5 requests.")]
    [InlineData(1_000L, 5, "The pages loaded 950 kB in 6 requests (905 kB of them from third parties), more than 1 kB and 5 requests.")]
    public void Over_Budget_SaysWhatWasLoaded(long? bytes, int? requests, string? expected)
    {
        var finding = Weight.Over(bytes, requests);

        finding?.Text.ShouldBe(expected);
        (finding is null).ShouldBe(expected is null);
        finding?.Code.ShouldBe("page-weight-over");
        finding?.Severity.ShouldBe(Severity.Warning);
    }

    private static TrackedRequest Loaded(string type, long? size, bool isOwn = true) => new()
    {
        Url = new Uri("https://shop.example/a"),
        Method = "GET",
        Type = type,
        IsOwn = isOwn,
        IsPage = type == "Document",
        Step = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        Size = size,
    };
}
