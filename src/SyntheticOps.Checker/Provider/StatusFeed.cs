using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace SyntheticOps.Checker.Provider;

/// <summary>One item of a feed: its fields as text, HTML still in it.</summary>
internal sealed record FeedItem
{
    public string Title { get; init; } = "";

    public string Text { get; init; } = "";

    public Uri? Url { get; init; }

    public DateTimeOffset? At { get; init; }
}

/// <summary>
/// Reads RSS 2.0, RSS 1.0 and Atom of strangers: no DTD and so no entities of their own, nothing fetched, node by node without
/// a tree, at most 100 items of 64 Ki characters a field. What is no feed is null.
/// </summary>
internal sealed partial class StatusFeed
{
    private const int MaximumItems = 100;
    private const int MaximumField = 64 * 1024;

    private static readonly string[] Fields = ["title", "description", "summary", "content", "encoded", "link", "pubDate", "published", "updated", "date"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 8 * 1024 * 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly List<FeedItem> _items = [];
    private readonly Dictionary<string, string> _fields = [];
    private readonly StringBuilder _text = new();
    private int _itemDepth = -1;
    private string? _field;

    public string Title { get; private set; } = "";

    public IReadOnlyList<FeedItem> Items => _items;

    public static StatusFeed? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName is not ("rss" or "feed" or "RDF"))
            {
                return null;
            }

            var feed = new StatusFeed();
            while (reader.Read() && feed._items.Count < MaximumItems)
            {
                feed.Take(reader);
            }

            return feed;
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Open(reader);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when _field is not null && _text.Length < MaximumField:
                var value = reader.Value;
                _text.Append(value, 0, Math.Min(value.Length, MaximumField - _text.Length));
                break;
            case XmlNodeType.EndElement:
                Close(reader);
                break;
        }
    }

    private void Open(XmlReader reader)
    {
        if (_itemDepth < 0 && reader is { LocalName: "item" or "entry", IsEmptyElement: false })
        {
            _itemDepth = reader.Depth;
            _fields.Clear();
        }
        else if ((_itemDepth >= 0 ? reader.Depth == _itemDepth + 1 : Title.Length == 0 && reader.LocalName == "title") && Fields.Contains(reader.LocalName))
        {
            // Atom has its link in an attribute; the first one is the page of the entry.
            if (reader.LocalName == "link" && reader.GetAttribute("href") is { } href && reader.GetAttribute("rel") is null or "alternate")
            {
                _fields.TryAdd("link", href);
            }

            _field = reader.IsEmptyElement ? null : reader.LocalName;
            _text.Clear();
        }
    }

    private void Close(XmlReader reader)
    {
        if (_itemDepth >= 0 && reader.Depth == _itemDepth)
        {
            _itemDepth = -1;
            _items.Add(Item());
        }
        else if (_field is { } field && reader.LocalName == field && (_itemDepth < 0 || reader.Depth == _itemDepth + 1))
        {
            if (_itemDepth < 0)
            {
                Title = Plain(_text.ToString());
            }
            else if (_text.Length > 0)
            {
                _fields.TryAdd(field, _text.ToString());
            }

            _field = null;
        }
    }

    private FeedItem Item() => new()
    {
        Title = Plain(Find("title")),
        Text = Find("content", "encoded", "description", "summary"),
        Url = Uri.TryCreate(Find("link").Trim(), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : null,
        At = Time(Find("pubDate", "updated", "published", "date")),
    };

    private string Find(params string[] names) => names.Select(name => _fields.GetValueOrDefault(name)).FirstOrDefault(text => text is not null) ?? "";

    /// <summary>RFC 3339, or RFC 822 with its names of zones, which .NET does not know but for GMT.</summary>
    private static DateTimeOffset? Time(string text)
    {
        var known = Zone().Replace(text.Trim(), zone => zone.Value switch { "UTC" or "UT" or "Z" => "GMT", "PST" => "-08:00", "PDT" => "-07:00", "EST" => "-05:00", _ => "-04:00" });
        return DateTimeOffset.TryParse(known, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>One line without tags.</summary>
    public static string Plain(string html) => string.Join(' ', WebUtility.HtmlDecode(Tag().Replace(html, " ")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\b(UTC|UT|PST|PDT|EST|EDT)$", RegexOptions.NonBacktracking)]
    private static partial Regex Zone();
}
