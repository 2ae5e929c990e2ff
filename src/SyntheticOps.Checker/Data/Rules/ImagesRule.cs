using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`images: {sql, table, column, path, sample}`: the pictures that the rows name are there. Each goes through the address policy like any request.</summary>
internal sealed class ImagesRule(HttpTransport transport, DataQuery query, int sample) : IDataRule
{
    private const string Subject = "images";
    private const int MaximumRows = 10_000;
    private const int AtOnce = 4;
    private const int Named = 5;

    public static ImagesRule Read(ConfigMap map, DataSource source, HttpTransport transport) =>
        new(transport, source.Texts(map), map.Find("sample")?.AsInteger(1, 500) ?? 50);

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token)
    {
        var all = await look.Session.ListAsync(query, MaximumRows, token);
        var chosen = Sample(all, sample, look.Run.RunId);
        var answers = new List<ImageAnswer>();
        foreach (var some in chosen.Chunk(AtOnce))
        {
            answers.AddRange(await Task.WhenAll(some.Select(text => AskAsync(text, look, token))));
        }

        return Judge(answers);
    }

    /// <summary>Evenly spread, beginning elsewhere in each run, so that in time every picture is looked at.</summary>
    internal static IReadOnlyList<string> Sample(IReadOnlyList<string> all, int most, string runId)
    {
        if (all.Count <= most)
        {
            return all;
        }

        var start = uint.Parse(runId.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % all.Count;
        return [.. Enumerable.Range(0, most).Select(i => all[(int)((start + ((long)i * all.Count / most)) % all.Count)])];
    }

    internal static Finding? Judge(IReadOnlyList<ImageAnswer> answers)
    {
        var missing = answers.Where(answer => answer.State == ImageState.Missing).ToList();
        if (missing.Count > 0)
        {
            return Of("images-missing", Severity.Error, missing, answers.Count, "are missing");
        }

        var unseen = answers.Where(answer => answer.State == ImageState.Unseen).ToList();
        return unseen.Count > 0 ? Of("images-unreachable", Severity.Warning, unseen, answers.Count, "could not be looked at") : null;
    }

    private static Finding Of(string code, Severity severity, List<ImageAnswer> some, int all, string what)
    {
        var names = string.Join(", ", some.Take(Named).Select(answer => $"{answer.Shown} ({answer.Seen})")) + (some.Count > Named ? ", …" : "");
        return new Finding(
            code,
            severity,
            FindingKind.State,
            Subject,
            [some.Count.ToString(CultureInfo.InvariantCulture), all.ToString(CultureInfo.InvariantCulture), names],
            $"{some.Count} of {all} images {what}: {names}.");
    }

    private async Task<ImageAnswer> AskAsync(string text, DataLook look, CancellationToken token)
    {
        var shown = text.Length > 100 ? string.Concat(text.AsSpan(0, 100), "…") : text;
        if (!Uri.TryCreate(look.Run.Site.Url, text, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            return new ImageAnswer(shown, ImageState.Missing, "no URL");
        }

        var exchange = await transport.FetchAsync(new HttpFetch(url), look.Run, token);
        return exchange switch
        {
            { Failure: { } failure } => new ImageAnswer(shown, ImageState.Unseen, failure.Reason),
            { Status: 404 or 410 } => new ImageAnswer(shown, ImageState.Missing, exchange.Status.ToString(CultureInfo.InvariantCulture)),
            { Status: 200 } when exchange.HeaderValues("Content-Type").FirstOrDefault() is { } type =>
                ImageBytes.Fit(type, exchange.Body.Span)
                    ? new ImageAnswer(shown, ImageState.Present, "200")
                    : new ImageAnswer(shown, ImageState.Missing, "no image"),
            _ => new ImageAnswer(shown, ImageState.Unseen, exchange.Status.ToString(CultureInfo.InvariantCulture)),
        };
    }
}

/// <summary>What became of one picture.</summary>
/// <param name="Seen">Status or reason.</param>
internal sealed record ImageAnswer(string Shown, ImageState State, string Seen);

internal enum ImageState
{
    Present,

    /// <summary>The shop names it and it is not there.</summary>
    Missing,

    /// <summary>The server has trouble; that says nothing about the picture.</summary>
    Unseen,
}
