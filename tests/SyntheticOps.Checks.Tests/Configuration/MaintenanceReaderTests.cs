using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

public sealed class MaintenanceReaderTests
{
    [Fact]
    public void Read_Everything_IsAsWritten()
    {
        var maintenance = Load("""
            automatic: {severity: major, off: false}
            windows:
              nightly: {cron: 0 3 * * SUN, zone: Europe/Paris, for: 30m, reason: backup, paths: /checkout, methods: [POST, PUT], allow: [198.51.100.7, /preview/*], message-fr: Bonjour}
              move: {from: "2026-12-01T02:00:00+01:00", for: 2h}
            """).Maintenance;

        maintenance.Automatic.ShouldBe(new AutomaticMaintenance("major", On: true, Off: false));
        var nightly = maintenance.Windows[0];
        (nightly.Name, nightly.Cron, nightly.Zone, nightly.For, nightly.Reason, nightly.MessageFr).ShouldBe(("nightly", "0 3 * * SUN", "Europe/Paris", TimeSpan.FromMinutes(30), "backup", "Bonjour"));
        nightly.Paths.ShouldBe(["/checkout"]);
        nightly.Methods.ShouldBe(["POST", "PUT"]);
        nightly.Allow.ShouldBe(["198.51.100.7", "/preview/*"]);
        maintenance.Windows[1].From.ShouldBe(new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Read_Nothing_DoesNothingByItself()
    {
        var maintenance = Load("windows: {}").Maintenance;

        maintenance.Automatic.ShouldBeNull();
        maintenance.Windows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("automatic: {severity: grave}", "'grave' is not one of critical, major, minor")]
    [InlineData("windows: {Night: {cron: 0 3 * * *, zone: UTC, for: 30m}}", "a window's name")]
    [InlineData("windows: {night: {for: 30m}}", "one of cron (recurring) and from (once)")]
    [InlineData("windows: {night: {cron: 0 3 * * *, for: 30m}}", "cron and zone stand together")]
    [InlineData("windows: {night: {cron: every night, zone: UTC, for: 30m}}", "this is not a cron expression of five fields")]
    [InlineData("windows: {night: {cron: 0 3 * * *, zone: Europe/Lyon, for: 30m}}", "this is not an IANA time zone")]
    [InlineData("windows: {night: {from: tomorrow, for: 30m}}", "a time with its offset is expected")]
    [InlineData("windows: {night: {from: \"2026-12-01T02:00:00\", for: 30m}}", "a time with its offset is expected")]
    [InlineData("windows: {night: {cron: 0 3 * * *, zone: UTC}}", "the key 'for' is missing")]
    [InlineData("windows: {night: {cron: 0 3 * * *, zone: UTC, for: 8d}}", "is not a duration from 1m to 7d")]
    [InlineData("windows: {night: {cron: 0 3 * * *, zone: UTC, for: 1h, paths: checkout}}", "this is not a path prefix")]
    [InlineData("windows: {night: {cron: 0 3 * * *, zone: UTC, for: 1h, methods: post}}", "this is not a method in capitals")]
    public void Read_Mistake_IsNamed(string text, string expected) =>
        SyntheticsText.Load(Yaml(text)).Lines.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("critical", "critical", true)]
    [InlineData("critical", "major", false)]
    [InlineData("minor", "major", true)]
    [InlineData("major", "minor", false)]
    [InlineData("minor", "unheard-of", false)]
    public void Covers_Severities_TheNamedAndGraver(string named, string severity, bool expected) =>
        new AutomaticMaintenance(named, true, true).Covers(severity).ShouldBe(expected);

    private static string Yaml(string maintenance) => $"""
        sites:
          shop:
            url: https://shop.example
            maintenance:
              {maintenance.ReplaceLineEndings("\n      ")}
        checks: {"{}"}
        """;

    private static Site Load(string maintenance)
    {
        var (configuration, lines) = SyntheticsText.Load(Yaml(maintenance));
        lines.ShouldBeEmpty();
        return configuration!.Sites["shop"];
    }
}
