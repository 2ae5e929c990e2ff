namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Every inspection, in the order of the report.</summary>
internal static class HeaderInspections
{
    public static IReadOnlyList<IHeaderInspection> All { get; } =
    [
        new CspInspection(),
        new FramingInspection(),
        new HstsInspection(),
        new CookieInspection(),
        new CorsInspection(),
        new MixedContentInspection(),
        new IntegrityInspection(),
        new IsolationInspection(),
        new LeakInspection(),
        new ObsoleteInspection(),
        new SecurityTxtInspection(),
    ];
}
