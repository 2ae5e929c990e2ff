using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>
/// Turns a recording into a journey file: one step of ours for each page, named after what led on. Addresses of the recorded
/// site become paths, so that the journey runs against the site that it is configured for.
/// </summary>
internal sealed partial class RecordingReader
{
    private const string Main = "main";

    private readonly StringBuilder _text = new();
    private readonly List<(long, long)> _places = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<(string Act, (long, long) Place)> _acts = [];
    private readonly List<string> _modifiers = [];
    private readonly RecordedActs _mapping;
    private string _target = Main;
    private string? _name;
    private bool _isSecret;
    private int _timeout;
    private int _limit;

    private RecordingReader(Uri? origin) => _mapping = new RecordedActs(origin, _notes);

    /// <summary>Null when it has mistakes; they are in the node's list.</summary>
    public static Recording? Read(ConfigNode root)
    {
        var entries = root.AsMap().Entries().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        var steps = entries["steps"].AsItems().Select(item => new RecordedStep(item)).ToList();
        var reader = new RecordingReader(Origin(steps)) { _timeout = entries.GetValueOrDefault("timeout") is { IsText: true } limit ? limit.AsInteger(100, 300_000) : 0 };
        reader.Line($"name: {Yaml.Text(entries["title"].AsText())}", (1, 1));
        reader.Line("steps:", (1, 1));
        foreach (var step in steps)
        {
            reader.Add(step);
        }

        reader.End(expect: null, (1, 1));
        return root.Errors.Any ? null : reader.Build();
    }

    private static Uri? Origin(List<RecordedStep> steps) =>
        Uri.TryCreate(steps.Find(step => step.Type == "navigate")?.Text("url"), UriKind.Absolute, out var url) ? url : null;

    private void Add(RecordedStep step)
    {
        if (step.Text("target") is { } target && target != _target)
        {
            End(expect: null, step.Place);
            _target = target;
        }

        if (step.Type is "keyDown" or "keyUp")
        {
            Key(step);
        }
        else if (_mapping.Of(step) is { } act)
        {
            _acts.Add((act, step.Place));
            _isSecret |= _mapping.HasSecret;
            _limit = Math.Max(_limit, step.Number("timeout", 0));
            _name = step.Type is "click" or "doubleClick" or "change" ? RecordedSelector.NameOf(step.Selectors) ?? _name : step.Type == "navigate" ? act.Replace(":", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal) : _name;
        }

        if (step.Navigation is { } navigation)
        {
            End(Expect(navigation), step.Place);
        }
        else if (step.Type == "waitForElement" && RecordedActs.Expectation(step) is { } expectation)
        {
            End($"[{expectation}]", step.Place);
        }
    }

    /// <summary>Down and up together are a press; modifiers that are down go before the key.</summary>
    private void Key(RecordedStep step)
    {
        var key = RecordedKey.Of(step.Text("key") ?? "");
        if (key is null)
        {
            step.Fail($"the key '{step.Text("key")}' cannot be pressed here");
        }
        else if (step.Type == "keyUp")
        {
            _modifiers.Remove(key);
        }
        else if (RecordedKey.IsModifier(key))
        {
            _modifiers.Add(key);
        }
        else
        {
            _acts.Add(($"press: {Yaml.Text(string.Join('+', _modifiers.Append(key)))}", step.Place));
        }
    }

    /// <summary>Ends a step of ours: what was collected, and what must be so then.</summary>
    private void End(string? expect, (long, long) place)
    {
        if (_acts.Count == 0 && expect is null)
        {
            return;
        }

        Line($"  - name: {Yaml.Text(Unique(_name ?? (_acts.Count == 0 ? "wait" : "go on")))}", _acts.Count > 0 ? _acts[0].Place : place);
        if (_acts.Count > 0)
        {
            Line("    do:", _acts[0].Place);
            _acts.ForEach(act => Line($"      - {act.Act}", act.Place));
        }

        if (_target != Main)
        {
            Line($"    popup: {Yaml.Text(Uri.TryCreate(_target, UriKind.Absolute, out var url) ? _mapping.Glob(url) : _target)}", place);
        }

        if (expect is not null)
        {
            Line($"    expect: {expect}", place);
        }

        if (Math.Max(_timeout, _limit) is > 0 and var limit)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"    timeout: {limit}ms"), place);
        }

        if (_isSecret)
        {
            Line("    secret: true", place);
        }

        _acts.Clear();
        (_name, _isSecret, _limit) = (null, false, 0);
    }

    /// <summary>Where it led; what differs from run to run, such as an order's number, is left open.</summary>
    private string? Expect((string? Url, string? Title) navigation)
    {
        var url = navigation.Url is { Length: > 0 } text && Uri.TryCreate(text, UriKind.Absolute, out var address) ? $"{{url: {Yaml.Text(_mapping.Glob(address))}}}" : null;
        var title = navigation.Title is { Length: > 0 } words && !words.Any(char.IsDigit) ? $"{{title: {Yaml.Text(words)}}}" : null;
        return url is null && title is null ? null : $"[{string.Join(", ", new[] { url, title }.OfType<string>())}]";
    }

    private string Unique(string name)
    {
        name = WhiteSpace().Replace(name, " ").Trim();
        var (unique, number) = (name, 2);
        while (!_names.Add(unique))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({number++})");
        }

        return unique;
    }

    private void Line(string line, (long, long) place)
    {
        _text.Append(line).Append('\n');
        _places.Add(place);
    }

    private Recording Build()
    {
        var variables = _mapping.Secrets.Select((secret, i) => $"  secret_{i + 1}: {{secret: {Yaml.Text(secret)}}}\n").ToList();
        if (variables.Count > 0)
        {
            // After the first line, `name:`.
            var name = _text.ToString().IndexOf('\n', StringComparison.Ordinal) + 1;
            _text.Insert(name, "variables:\n" + string.Concat(variables));
            _places.InsertRange(1, Enumerable.Repeat((1L, 1L), variables.Count + 1));
        }

        return new Recording(_text.ToString(), _places, _notes);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WhiteSpace();
}
