using System.Globalization;
using System.Text.RegularExpressions;

namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>Says in our verbs what one recorded step does.</summary>
internal sealed partial class RecordedActs(Uri? origin, List<string> notes)
{
    /// <summary>Hiding every `123` of every page would hide too much; the step is secret all the same.</summary>
    private const int ShortCode = 3;

    private readonly List<string> _secrets = [];

    /// <summary>Values that no result may show; `$secret_1` is the first.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Whether the last act has one.</summary>
    public bool HasSecret { get; private set; }

    /// <summary>`click: {role: button, name: Payer}`; null when there is nothing to do.</summary>
    public string? Of(RecordedStep step)
    {
        HasSecret = false;
        switch (step.Type)
        {
            case "setViewport":
                return string.Create(CultureInfo.InvariantCulture, $"viewport: {step.Number("width", 1280)}x{step.Number("height", 800)}");
            case "navigate":
                return $"open: {Yaml.Text(Place(step.Text("url") ?? ""))}";
            case "click":
                return $"click: {Element(step, Button(step))}";
            case "doubleClick":
                return Button(step).Length == 0 ? $"double-click: {Element(step)}" : Refused(step, "a double click of another button than the first cannot be repeated");
            case "hover":
                return $"hover: {Element(step)}";
            case "change":
                return $"fill: {Element(step, $", with: {Value(step)}")}";
            case "scroll":
                Aside(step);
                return step.Selectors.Count > 0 ? $"scroll: {Element(step)}" : $"scroll: {step.Number("y", 0)}";
            case "waitForExpression":
                return step.Frame.Count == 0
                    ? $"wait-for: {{expression: {Yaml.Text(step.Text("expression") ?? "")}}}"
                    : Refused(step, "an expression in a frame cannot be waited for; wait for an element of that frame instead");
            case "close":
                return step.Text("target") is null or "main" ? null : "close: popup";
            case "waitForElement":
                return null;
            case "emulateNetworkConditions":
                notes.Add("The slow network of the recording is left out: the probe measures the network that it has.");
                return null;
            case "customStep":
                return Refused(step, $"the step '{step.Text("name")}' belongs to an extension of the Recorder, and only that extension knows what it does");
            default:
                return Refused(step, $"a recorded step of the type '{step.Type}' is not known; Chrome's own are click, change, navigate and so on");
        }
    }

    /// <summary>`{role: listitem, count: 3}` for a waitForElement.</summary>
    public static string? Expectation(RecordedStep step)
    {
        if (step.Find("properties") is { IsMap: true } properties && properties.AsMap().Keys.Count > 0)
        {
            step.Fail("properties of elements cannot be expected; record attributes, or the text");
            return null;
        }

        var count = step.Number("count", 1);
        if (step.Find("attributes") is { IsMap: true } attributes && attributes.AsMap().Keys.Count > 0)
        {
            return Element(step, $", attribute: {{{string.Join(", ", attributes.AsMap().Entries().Select(entry => $"{Yaml.Text(entry.Name)}: {Yaml.Text(entry.Value.AsText())}"))}}}");
        }

        switch (step.Text("visible") == "false" ? "hidden" : step.Text("operator") ?? ">=")
        {
            case "hidden":
            case "<=" or "==" when count == 0:
                return Element(step, ", state: hidden");
            case "==":
                return Element(step, string.Create(CultureInfo.InvariantCulture, $", count: {count}"));
            case ">=":
                return Element(step, count > 1 ? string.Create(CultureInfo.InvariantCulture, $", nth: {count}") : "");
            default:
                step.Fail("'at most so many' elements, but more than none, cannot be expected; record '==' or '>='");
                return null;
        }
    }

    private static string? Refused(RecordedStep step, string why)
    {
        step.Fail(why);
        return null;
    }

    private string Button(RecordedStep step)
    {
        if (step.Text("deviceType") is "touch" or "pen")
        {
            notes.Add($"A tap with a {(step.Text("deviceType") == "pen" ? "pen" : "finger")} becomes a click.");
        }

        switch (step.Text("button"))
        {
            case null or "primary":
                return "";
            case "secondary":
                return ", button: right";
            case "auxiliary":
                return ", button: middle";
            default:
                step.Fail($"the mouse button '{step.Text("button")}' cannot be pressed; go there with 'navigate'");
                return "";
        }
    }

    private void Aside(RecordedStep step)
    {
        if (step.Number("x", 0) > 0)
        {
            notes.Add("Scrolling to the side is left out: only the way down is repeated.");
        }
    }

    /// <summary>A glob for an address: a path on the recorded site, segments that look like an id left open, without query.</summary>
    public string Glob(Uri url)
    {
        var path = string.Join('/', Uri.UnescapeDataString(url.AbsolutePath).Split('/').Select(segment => Id().IsMatch(segment) ? "*" : segment));
        return IsOwn(url) ? path : url.GetLeftPart(UriPartial.Authority) + path;
    }

    private string Place(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && IsOwn(url) ? url.PathAndQuery : address;

    private bool IsOwn(Uri url) => origin is not null && url.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority);

    private string Value(RecordedStep step)
    {
        var value = step.Text("value") ?? "";
        HasSecret = value.Length > 0 && (SecretField().IsMatch(RecordedSelector.NameOf(step.Selectors) + string.Concat(step.Selectors.SelectMany(way => way))) || Card().IsMatch(value));
        if (!HasSecret || value.Length <= ShortCode)
        {
            return Yaml.Text(value);
        }

        if (!_secrets.Contains(value, StringComparer.Ordinal))
        {
            _secrets.Add(value);
        }

        return string.Create(CultureInfo.InvariantCulture, $"$secret_{_secrets.IndexOf(value) + 1}");
    }

    private static string Element(RecordedStep step, string more = "")
    {
        var ways = RecordedSelector.Locators(step.Selectors, step.Type == "change");
        if (ways.Count == 0)
        {
            step.Fail("this step has no selector that can be used: one of css, xpath, text, or aria with a role, is needed");
            return "{css: '*'}";
        }

        var frame = step.Frame.Aggregate("", (outer, index) => $", frame: {{css: \"iframe, frame\", nth: {index + 1}{outer}}}");
        var inFrame = ways.Select(way => $"{way[..^1]}{frame}}}").ToList();
        return inFrame.Count == 1 ? $"{inFrame[0][..^1]}{more}}}" : $"{{any-of: [{string.Join(", ", inFrame)}]{more}}}";
    }

    [GeneratedRegex("^(?=.*[0-9])[0-9A-Za-z_-]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("pass(word|e)|mot de passe|cvc|cvv|cryptogramme|card|carte|secret|otp", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretField();

    [GeneratedRegex("^[0-9]{4}([ -]?[0-9]{4}){2,3}[ -]?[0-9]{1,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Card();
}
