using SyntheticOps.Prober.Tests.Support;

namespace SyntheticOps.Prober.Tests.Journeys.Reading;

public sealed class JourneyReaderTests
{
    [Fact]
    public void Read_TheShopsOwnJourney_HasNoMistakesAndNamesItsSteps()
    {
        var (journey, mistakes) = JourneyRuns.Read(File.ReadAllText(Path.Combine(JourneySchemaTests.Root(), "journeys", "checkout.yaml")));

        mistakes.ShouldBeEmpty();
        journey.Steps.Select(step => step.Name).ShouldBe(["open /", "choose", "address", "pay", "paid"]);
        journey.Steps[3].IsSecret.ShouldBeTrue();
        journey.Finally.ShouldHaveSingleItem().Name.ShouldBe("request DELETE /api/test-orders/$run");
    }

    [Theory]
    [InlineData("steps: [{open: /}]", "journey.yaml(1,1): the key 'name' is missing here")]
    [InlineData("name: N\nsteps: []", "journey.yaml(2,1): a journey has at least one step")]
    [InlineData("name: N\nsteps: [{clik: {text: a}}]", "journey.yaml(2,10): the key 'clik' is not known, did you mean 'click'")]
    [InlineData("name: N\nsteps: [{name: nothing}]", "one of open, click, fill, press, select, check, wait-for, request is expected here")]
    [InlineData("name: N\nsteps: [{open: /, click: {text: a}}]", "here are open and click; a 'do' list does several things in order")]
    [InlineData("name: N\nsteps: [{do: [{open: /}], click: {text: a}}]", "a step has either 'click' or a 'do' list")]
    [InlineData("name: N\nsteps: [{click: {role: buton}}]", "'buton' is not an ARIA role, did you mean 'button'")]
    [InlineData("name: N\nsteps: [{click: {name: a}}]", "an element is named by one of role, label, placeholder, text, test-id, css")]
    [InlineData("name: N\nsteps: [{click: {label: a, css: b}}]", "an element is named in one way, here are label and css")]
    [InlineData("name: N\nsteps: [{fill: {label: a, with: $emil}}]\nvariables: {email: x}", "the variable $emil is not known here, did you mean 'email'")]
    [InlineData("name: N\nsteps: [{open: \"file:///etc/passwd\"}]", "a path that begins with / is expected here, or an http or https URL")]
    [InlineData("name: N\nsteps: [{request: FETCH /}]", "a method (GET, HEAD, POST, PUT, PATCH, DELETE) and a path are expected here")]
    [InlineData("name: N\nsteps: [{open: /, timeout: 10}]", "a duration from 100ms to 5m")]
    [InlineData("name: N\nsteps: [{open: /}, {open: /}]", "two steps are called 'open /'")]
    [InlineData("name: N\nsteps: [{open: /, set: {a: {url: \"/x/.+\"}}}]", "the expression needs one group in parentheses")]
    [InlineData("name: N\nsteps: [{request: GET /, repeat: {until: {status: paid}, at-most: 1s}}]", "'status' is not a path into JSON")]
    [InlineData("name: N\nvariables: {run: x}\nsteps: [{open: /}]", "'run' is not a variable's name")]
    [InlineData("name: N\nsteps: [{open: /, expect: [{response: /api, status: 200}]}]", "a method and a path are expected here")]
    public void Read_Mistake_IsReportedAtItsPlace(string yaml, string expected) =>
        JourneyRuns.Read(yaml).Mistakes.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));
}
