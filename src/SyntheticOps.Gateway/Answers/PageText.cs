using System.Globalization;
using System.Resources;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Words of the pages in one language, from Text.resx and Text.fr.resx.</summary>
public sealed class PageText(CultureInfo language, PageOptions options)
{
    private static readonly ResourceManager Words = new("SyntheticOps.Gateway.Answers.Text", typeof(PageText).Assembly);

    public string Language => language.Name;

    public string Retry => Get("retry");

    public string Back => Get("back");

    public string Next => Get("next");

    public string Expected => Get("expected");

    public string Status => Get("status");

    public string Zone => string.Format(language, Get("zone"), options.TimeZone[(options.TimeZone.LastIndexOf('/') + 1)..].Replace('_', ' '));

    public string Title(Situation situation) => Get(situation == Situation.Pause ? "pause.title" : "failure.title");

    public string Body(Answer answer) => answer.Situation switch
    {
        Situation.Pause when (Language == "fr" ? answer.MessageFr : answer.MessageEn) is { Length: > 0 } said => said,
        Situation.Pause when (Language == "fr" ? options.MessageFr : options.MessageEn) is { Length: > 0 } own => own,
        Situation.Pause => Get("pause.text"),
        Situation.TooSlow => Get("slow.text"),
        _ => Get("failure.text"),
    };

    /// <summary>Words of the page of a staff link: title, text or act.</summary>
    public string Staff(Enum scene, string part) => Get($"staff.{scene.ToString().ToLowerInvariant()}.{part}");

    /// <summary>The day in the shop's zone.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone)).DateTime);

    /// <summary>The time in the shop's zone, with the date unless it is today: `15 h 10`, `26 novembre, 15 h 10`.</summary>
    public string Time(DateTimeOffset until, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        var (then, today) = (TimeZoneInfo.ConvertTime(until, zone), TimeZoneInfo.ConvertTime(now, zone));
        return then.ToString(Get(then.Date == today.Date ? "time" : "date-time"), language);
    }

    public string ExpectedAt(DateTimeOffset until, DateTimeOffset now) => string.Format(language, Get("expected-at"), Time(until, now), Zone);

    private string Get(string name) => Words.GetString(name, language) ?? throw new MissingManifestResourceException(name);
}
