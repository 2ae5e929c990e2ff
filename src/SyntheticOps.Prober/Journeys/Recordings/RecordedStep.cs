using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>One step of a recording, read leniently: keys that we do not know are Chrome's.</summary>
internal sealed class RecordedStep
{
    private readonly ConfigNode _node;
    private readonly Dictionary<string, ConfigNode> _entries;

    public RecordedStep(ConfigNode node)
    {
        _node = node;
        _entries = node.AsMap().Entries().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
    }

    public string Type => Text("type") ?? "";

    public (long Line, long Column) Place => (_node.Line, _node.Column);

    /// <summary>Ways to the element; each leads over one or more elements.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Selectors => Find("selectors") is { IsList: true } list
        ? [.. list.AsItems().Select(way => (IReadOnlyList<string>)[.. way.AsItemsOrOne().Select(part => part.AsText())]).Where(way => way.Count > 0)]
        : [];

    /// <summary>Indices of frames within frames.</summary>
    public IReadOnlyList<int> Frame => Find("frame") is { IsList: true } list ? [.. list.AsItems().Select(index => index.AsInteger(0, 100))] : [];

    /// <summary>The address after the step, and the title there; null when it leads nowhere.</summary>
    public (string? Url, string? Title)? Navigation
    {
        get
        {
            var events = Find("assertedEvents") is { IsList: true } list ? list.AsItems().Where(item => item.IsMap).Select(item => new RecordedStep(item)) : [];
            return events.FirstOrDefault(one => one.Type == "navigation") is { } navigation ? (navigation.Text("url"), navigation.Text("title")) : null;
        }
    }

    public ConfigNode? Find(string key) => _entries.GetValueOrDefault(key);

    public string? Text(string key) => Find(key) is { IsText: true } node ? node.AsText() : null;

    public int Number(string key, int otherwise) => Find(key) is { IsText: true } node ? (int)node.AsNumber(0, 1_000_000) : otherwise;

    public void Fail(string message) => _node.Fail(message);
}
