using SyntheticOps.Cli.Drills;

namespace SyntheticOps.Cli.Tests.Drills;

public sealed class DrillCatalogueTests
{
    [Fact]
    public void All_EveryDrillOfTheAssembly_IsRegistered() => DrillCatalogue.All.Select(drill => drill.GetType()).Distinct().ShouldBe(
        typeof(Drill).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Drill)) && !type.IsAbstract), ignoreOrder: true);

    [Fact]
    public void All_Drills_SayDifferentThings() => DrillCatalogue.All.Select(drill => drill.Description).ShouldBeUnique();

    [Fact]
    public void All_EachDrill_BreaksSomethingAndSaysWhatMustBeNamed() =>
        DrillCatalogue.All.ShouldAllBe(drill => drill.Faults.Count > 0 && drill.Names.Count > 0 && drill.Description.Length > 0);
}
