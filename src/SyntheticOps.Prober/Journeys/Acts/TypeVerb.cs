using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>
/// `type: {label: Recherche, with: ambre, delay: 50ms}` presses key after key, for fields that listen to keys; `type: text`
/// types into whatever has the focus.
/// </summary>
internal sealed class TypeVerb : IStepVerb
{
    private static readonly TimeSpan SlowestKey = TimeSpan.FromSeconds(1);

    public string Name => "type";

    public Act Read(ConfigNode body, Scope scope)
    {
        if (!body.IsMap)
        {
            var text = scope.Text(body);
            return new Act("type text", async context =>
            {
                await context.Deadline.OfAsync(context.Page.Keyboard.TypeAsync(context.Resolve(text)));
                return null;
            });
        }

        var map = body.AsMap();
        var with = scope.Text(map.Require("with"));
        var delay = (float)(map.Find("delay")?.AsDuration(TimeSpan.Zero, SlowestKey).TotalMilliseconds ?? 0);
        return ElementAct.Create("type into", TargetReader.Read(map, scope), (element, context) =>
            element.PressSequentiallyAsync(context.Resolve(with), new() { Delay = delay, Timeout = context.Deadline.Milliseconds }), scope.HasSecret(with))
            with
        { Text = with };
    }
}
