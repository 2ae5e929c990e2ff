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
    [InlineData("name: N\nsteps: [{name: nothing}]", "one of open, click, double-click, hover, fill, type, press, select, check, uncheck, upload, drag, scroll, wait-for, pause, request, viewport, close is expected here")]
    [InlineData("name: N\nsteps: [{open: /, click: {text: a}}]", "here are open and click; a 'do' list does several things in order")]
    [InlineData("name: N\nsteps: [{do: [{open: /}], click: {text: a}}]", "a step has either 'click' or a 'do' list")]
    [InlineData("name: N\nsteps: [{click: {role: buton}}]", "'buton' is not an ARIA role, did you mean 'button'")]
    [InlineData("name: N\nsteps: [{click: {name: a}}]", "an element is named by one of role, label, placeholder, text, alt, title, test-id, css, xpath")]
    [InlineData("name: N\nsteps: [{click: {label: a, css: b}}]", "an element is named in one way, here are label and css")]
    [InlineData("name: N\nsteps: [{fill: {label: a, with: $emil}}]\nvariables: {email: x}", "the variable $emil is not known here, did you mean 'email'")]
    [InlineData("name: N\nsteps: [{open: \"file:///etc/passwd\"}]", "a path that begins with / is expected here, or an http or https URL")]
    [InlineData("name: N\nsteps: [{request: FETCH /}]", "a method (GET, HEAD, POST, PUT, PATCH, DELETE) and a path are expected here")]
    [InlineData("name: N\nsteps: [{open: /, timeout: 10}]", "a duration from 100ms to 5m")]
    [InlineData("name: N\nsteps: [{open: /}, {open: /}]", "two steps are called 'open /'")]
    [InlineData("name: N\nsteps: [{open: /, set: {a: {url: \"/x/.+\"}}}]", "the expression needs one group in parentheses")]
    [InlineData("name: N\nsteps: [{request: GET /, repeat: {until: {$status: paid}, at-most: 1s}}]", "'$status' is not a path into JSON")]
    [InlineData("name: N\nvariables: {run: x}\nsteps: [{open: /}]", "'run' is not a variable's name")]
    [InlineData("name: N\nsteps: [{open: /, expect: [{response: /api, status: 200}]}]", "a method and a path are expected here")]
    [InlineData("name: N\nvariables: {a: {rendom: email}}\nsteps: [{open: /}]", "a variable is a text or one of secret, random, date, totp")]
    [InlineData("name: N\nvariables: {a: {date: \"%\"}}\nsteps: [{open: /}]", "is not a date format")]
    [InlineData("name: N\nvariables: {a: {totp: not-base-32!}}\nsteps: [{open: /}]", "this is not a secret in base32")]
    [InlineData("name: N\nvariables: {a: {date: yyyy, zone: Mars}}\nsteps: [{open: /}]", "a time zone of the IANA list")]
    [InlineData("name: N\nsteps: [{upload: {label: a, file: ../x}}]", ": a file in the journey's own folder, or below it")]
    [InlineData("name: N\nsteps: [{upload: {label: a}}]", "either 'file' or 'content' is expected here")]
    [InlineData("name: N\nsteps: [{viewport: 10x10}]", "width x height are expected here")]
    [InlineData("name: N\nbrowser: {locale: \"fr fr\"}\nsteps: [{open: /}]", "'fr fr' is not a language")]
    [InlineData("name: N\nsteps: [{close: window}]", "'window' is not one of popup")]
    [InlineData("name: N\nsteps: [{click: {any-of: []}}]", "here are 1 to 5 ways to the same element")]
    [InlineData("name: N\nsteps: [{click: {any-of: [{css: a}], label: b}}]", "'label' stands beside 'any-of'")]
    [InlineData("name: N\nsteps: [{open: /, popup: false}]", "true is expected here for the newest window")]
    [InlineData("name: N\nsteps: [{open: /, set: {a: {json: $.a, header: b}}}]", "a variable is set from one place, here are json and header")]
    [InlineData("name: N\nsteps: [{request: {to: GET /, json: 1, body: a}}]", "a request sends one of json, form and body")]
    [InlineData("name: N\nsteps: [{open: /, expect: {css: a, text: b, count: 1}}]", "an element is expected to have one of text, matches, value, count, attribute, state")]
    public void Read_Mistake_IsReportedAtItsPlace(string yaml, string expected) =>
        JourneyRuns.Read(yaml).Mistakes.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));
}
