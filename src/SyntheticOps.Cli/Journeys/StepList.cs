using System.Globalization;
using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Cli.Journeys;

/// <summary>The live list: a line when a step begins, replaced when it ends. Into a pipe only the second.</summary>
internal sealed class StepList(IAnsiConsole screen, bool isLive, TextReader? keys) : IStepObserver
{
    private bool _goesOn = keys is null;

    public async Task<bool> StartingAsync(JourneyStep step, CancellationToken token)
    {
        if (!_goesOn)
        {
            screen.Markup($"[grey]{step.Index,3}[/] {Shown(step.Name)} [grey](Enter: go, c: all, q: stop)[/] ");
            var answer = await keys!.ReadLineAsync(token);
            _goesOn = answer is null or "c" or "q";
            return answer is not "q";
        }

        if (isLive)
        {
            screen.Markup($"[grey]{step.Index,3} …[/]        {Shown(step.Name)}");
        }

        return true;
    }

    public void Ended(StepReport report)
    {
        var (colour, word) = report switch
        {
            { IsSkipped: true } => ("grey", "skipped"),
            { Fault: null } => ("green", "ok"),
            { IsOptional: true } => ("yellow", "not done"),
            _ => ("red", "failed"),
        };
        if (isLive)
        {
            screen.Write(new ControlCode("\r\u001b[2K"));
        }

        screen.MarkupLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Index,3} [{colour}]{word,-8}[/] {report.Duration.TotalSeconds,6:0.00} s  {Shown(report.Name)}"));
        if (report.Fault is { } fault)
        {
            screen.MarkupLine($"                       [{colour}]{Shown(fault.Text)}[/]{(report.Place is { } place ? $" [grey]{Shown(place.ToString())}[/]" : "")}");
        }
    }

    private static string Shown(string text) => Markup.Escape(Plain.Text(text));
}
