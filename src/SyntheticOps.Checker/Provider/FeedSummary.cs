using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Provider;

/// <summary>
/// An RSS or Atom feed of incidents. A feed is a history: an item goes on when its newest word of state says so, or when it says
/// nothing and is not a day old. How bad it is follows from its words.
/// </summary>
internal static partial class FeedSummary
{
    private const int MaximumText = 300;

    /// <summary>An item without a state is over after that.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>One that nobody touched for so long is over, whatever it says: people forget to close.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(14);

    /// <summary>Null for anything else.</summary>
    public static ProviderStatus? Parse(ReadOnlyMemory<byte> body, ProviderOptions options, DateTimeOffset now)
    {
        if (StatusFeed.Parse(body) is not { } feed)
        {
            return null;
        }

        var items = feed.Items.Select(item => (Item: item, Plain: StatusFeed.Plain(item.Text), State: StateOf(item)))
            .Where(each => GoesOn(each.Item, each.State, now))
            .Select(each => Incident(each.Item, each.Plain, each.State, options))
            .Where(incident => options.Components.Count == 0 || incident.Components.Count > 0)
            .ToList();
        return new ProviderStatus(
            Short(Name(feed.Title, options.Page)),
            [.. options.Components.Select(name => new ProviderComponent(name, null, Impact.None, "unknown"))],
            [.. items.Where(incident => incident.Impact != Impact.Maintenance)],
            [.. items.Where(incident => incident.Impact == Impact.Maintenance)]);
    }

    private static bool GoesOn(FeedItem item, string state, DateTimeOffset now) => state switch
    {
        "resolved" or "completed" or "postmortem" or "scheduled" or "closed" or "fixed" => false,
        "unknown" => item.At > now - Fresh,
        _ => item.At is null || item.At > now - Forgotten,
    };

    /// <summary>A feed names no components: an item is about those whose names stand in it.</summary>
    private static ProviderIncident Incident(FeedItem item, string plain, string state, ProviderOptions options) => new(
        Short(item.Title.Length > 0 ? item.Title : plain),
        state,
        ImpactOf(item.Title, plain, state),
        item.Url,
        item.At,
        Short(plain),
        [.. options.Components.Where(name => item.Title.Contains(name, StringComparison.OrdinalIgnoreCase) || plain.Contains(name, StringComparison.OrdinalIgnoreCase))]);

    /// <summary>The title decides ("[RESOLVED] ...", "Resolved: ..."); then the first word in bold, which is of the newest update; then how the text begins.</summary>
    private static string StateOf(FeedItem item)
    {
        foreach (var match in new[] { TitleState().Match(item.Title), BoldState().Match(item.Text), FirstState().Match(StatusFeed.Plain(item.Text)) })
        {
            if (match.Success)
            {
                return string.Join(' ', match.Groups[1].Value.ToLowerInvariant().Split((char[])[' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries)) switch
                {
                    "operating normally" or "service is operating normally" or "recovered" => "resolved",
                    var state => state,
                };
            }
        }

        return "unknown";
    }

    private static Impact ImpactOf(string title, string plain, string state)
    {
        if (state is "in progress" or "verifying" || title.Contains("maintenance", StringComparison.OrdinalIgnoreCase))
        {
            return Impact.Maintenance;
        }

        var words = $"{title} {plain}";
        return Total().IsMatch(words) ? Impact.Critical : Outage().IsMatch(words) ? Impact.Major : Impact.Minor;
    }

    private static string Name(string title, Uri page)
    {
        var name = TitleTail().Replace(title.Split(" - ", 2)[0], "").Trim();
        return name.Length > 0 ? name : page.IdnHost;
    }

    private static string Short(string text) => text.Length <= MaximumText ? text : string.Concat(text.AsSpan(0, MaximumText - 1), "…");

    private const string States = "resolved|completed|postmortem|closed|fixed|recovered|monitoring|identified|investigating|verifying|in[ _-]progress|scheduled|(?:service is )?operating normally";

    [GeneratedRegex($@"(?:^\W*(?:status:?\s*)?|\[)({States})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex TitleState();

    [GeneratedRegex($@"<(?:strong|b)[^<>]*>\s*({States})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex BoldState();

    [GeneratedRegex($@"^\W*(?:status:?\s*)?({States})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex FirstState();

    [GeneratedRegex(@"\b(full|complete|total|critical|global)\s+(service\s+)?(outage|disruption)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(@"\b(outage|disruption|unavailable|down)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Outage();

    [GeneratedRegex(@"\s*\b(status|incident history|service status)\s*(page|feed|history)?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex TitleTail();
}
