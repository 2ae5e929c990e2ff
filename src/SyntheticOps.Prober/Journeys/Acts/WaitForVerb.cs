using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Expectations;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>
/// `wait-for: {text: Merci}` waits until the element is visible, with `state` until it is hidden, attached or detached;
/// `wait-for: {url: /merci}` as for an expectation; `wait-for: {expression: "window.ready"}` until that is true in the page.
/// </summary>
internal sealed class WaitForVerb : IStepVerb
{
    private const string Expression = "expression";

    private static readonly string[] Conditions = ["url", "response", "not"];

    public string Name => "wait-for";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        if (map.Find(Expression) is { } expression)
        {
            return Of(scope.Text(expression));
        }

        if (Conditions.Any(condition => map.Find(condition) is not null))
        {
            var expectation = ExpectationKinds.Read(body, scope);
            return new Act($"wait for {expectation.Phrase}", context => StepRunner.MeetAsync(context, expectation, []));
        }

        var state = map.Find("state")?.AsChoice("visible", "hidden", "attached", "detached") switch
        {
            "hidden" => WaitForSelectorState.Hidden,
            "attached" => WaitForSelectorState.Attached,
            "detached" => WaitForSelectorState.Detached,
            _ => WaitForSelectorState.Visible,
        };
        return ElementAct.Create("wait for", TargetReader.Read(map, scope), (element, context) =>
            element.WaitForAsync(new() { State = state, Timeout = context.Deadline.Milliseconds }));
    }

    private static Act Of(Template expression) => new("wait for an expression", async context =>
    {
        await context.Deadline.OfTimedAsync(context.Page.WaitForFunctionAsync(context.Resolve(expression), null, new() { Timeout = context.Deadline.Milliseconds }));
        return null;
    });
}
