using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`pause: 2s` waits whatever happens: the last resort, which `synops journey lint` warns of; `wait-for` and `expect` wait for something.</summary>
internal sealed class PauseVerb : IStepVerb
{
    public const string Verb = "pause";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public string Name => Verb;

    public Act Read(ConfigNode body, Scope scope)
    {
        var span = body.AsDuration(Shortest, Longest);
        return new Act($"{Verb} {body.AsText()}", async context =>
        {
            await context.Deadline.PauseAsync(span);
            return null;
        });
    }
}
