using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Tests.Journeys.Running;

public sealed class ClosestMatchTests
{
    private static readonly string[] Names = ["Payer maintenant", "Panier", "Commander", "E-mail", "OK"];

    [Theory]
    [InlineData("payer maintenant", "Payer maintenant")]
    [InlineData("Payer", "Payer maintenant")]
    [InlineData("Votre E-mail", "E-mail")]
    [InlineData("Comander", "Commander")]
    [InlineData("Se connecter", null)]
    [InlineData("O", null)]
    public void Nearest_OfSomeNames_IsTheOneAPersonMeant(string wanted, string? expected) =>
        ClosestMatch.Nearest(wanted, Names[..4]).ShouldBe(expected);

    [Fact]
    public void Parse_PlaywrightsSnapshot_IsRolesAndNames() => PageElements.Parse("""
        - heading "Nos parfums" [level=1]
        - list:
          - listitem:
            - link "Dit \"Ambre\"":
              - /url: /ambre
        - textbox "E-mail": a@example.test
        - button "Payer" [disabled]
        - text: Merci
        - 'paragraph': "a: b"
        """).ShouldBe([("heading", "Nos parfums"), ("link", "Dit \"Ambre\""), ("textbox", "E-mail"), ("button", "Payer"), ("text", "Merci")]);
}
