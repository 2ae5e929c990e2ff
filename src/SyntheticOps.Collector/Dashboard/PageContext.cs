using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Dashboard.Text;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>What every part of the page being rendered may ask: words, clock, zone, theme, address, form token.</summary>
internal sealed class PageContext
{
    private readonly HttpContext _http;
    private readonly IAntiforgery _antiforgery;

    public PageContext(
        IHttpContextAccessor accessor, IAntiforgery antiforgery, TimeProvider clock, IOptions<DashboardOptions> options, IHostEnvironment environment)
    {
        _http = accessor.HttpContext ?? throw new InvalidOperationException("A page is rendered only for a request.");
        _antiforgery = antiforgery;
        Now = clock.GetUtcNow();
        Zone = options.Value.Zone;
        RefreshSeconds = options.Value.RefreshSeconds;
        EnvironmentName = environment.EnvironmentName.ToLowerInvariant();
        UseLanguage(LanguageSelection.Of(_http, "en"));
    }

    public Words Words { get; private set; } = null!;

    public Format Format { get; private set; } = null!;

    public DateTimeOffset Now { get; }

    public TimeZoneInfo Zone { get; }

    public int RefreshSeconds { get; }

    public string EnvironmentName { get; }

    /// <summary>Open incidents and freshness, for the frame; null on pages without it.</summary>
    public Frame? Frame { get; set; }

    public bool IsSignedIn => _http.User.Identity?.IsAuthenticated == true;

    /// <summary>light, dark, or null for the system's.</summary>
    public string? Theme => _http.Request.Cookies[Preferences.ThemeCookie] is "light" or "dark" ? _http.Request.Cookies[Preferences.ThemeCookie] : null;

    public string FormToken => _antiforgery.GetAndStoreTokens(_http).RequestToken!;

    /// <summary>This page's path and query without `lang`.</summary>
    public string Here => With("lang", null);

    public void UseLanguage(string language)
    {
        Words = new Words(language);
        Format = new Format(Words, Zone, Now);
    }

    /// <summary>What the reader prefers, or the given language when they say nothing.</summary>
    public void PreferLanguage(string language) => UseLanguage(LanguageSelection.Of(_http, language));

    public void AllowLiveRefresh() => _http.AllowLiveRefresh();

    /// <summary>This page's address with one query value changed, or removed when it is null.</summary>
    public string With(string name, string? value)
    {
        var query = _http.Request.Query.Where(pair => pair.Key != name && pair.Key != "token")
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value));
        return QueryHelpers.AddQueryString(
            _http.Request.Path, value is null ? query : query.Append(KeyValuePair.Create(name, new StringValues(value))));
    }
}

/// <summary>What the frame around every page shows.</summary>
/// <param name="LastRunAt">When the newest run arrived; null when there is none.</param>
internal sealed record Frame(int OpenIncidents, DateTimeOffset? LastRunAt, bool HasGateways, bool Quiet);
