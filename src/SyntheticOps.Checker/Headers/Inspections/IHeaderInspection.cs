namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>What is looked at beyond MDN's tests; costs no points. Pure; one file each, one line in <see cref="HeaderInspections"/>.</summary>
internal interface IHeaderInspection
{
    IEnumerable<Observation> Inspect(HeaderFacts facts);
}
