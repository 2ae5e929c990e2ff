using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Prober.Evidence;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Pictures of a page: small ones of each step, a full one of a failed step. Fields that hold secrets are covered.</summary>
internal sealed class FilmFrame(JourneySession session, EvidencePolicy policy)
{
    /// <summary>The last picture that may be shown: what the page looked like before a step that failed.</summary>
    private byte[]? _before;

    public const int PageWidth = 1280;
    public const int PageHeight = 800;

    private const double FilmScale = 0.5;
    private const string CoverColor = "#555";
    private const string JpegType = "image/jpeg";
    private const string SecretFields = "input[type=password], [autocomplete^=cc-]";
    private const string AllFields = "input, textarea, select, [contenteditable]";

    /// <summary>Covers without touching the page's own styles; a content security policy does not forbid it.</summary>
    private static readonly string Cover = $$"""
        () => {
          const mark = Symbol.for('synops.cover');
          if (document[mark]) return;
          document[mark] = true;
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('{{SecretFields}} { color: transparent !important; background: {{CoverColor}} !important; -webkit-text-security: disc !important; }');
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }
        """;

    /// <summary>`film-3.jpg`, 640 x 400; nothing when the step is secret, a secret shows or the page does not answer in time.</summary>
    public async Task FilmAsync(JourneyStep step, Deadline run)
    {
        var deadline = run.Within(policy.FilmTime);
        await TryAsync(async () =>
        {
            if (step.IsSecret || await ShowsSecretAsync(deadline) || await HoldsSecretAsync(deadline))
            {
                return;
            }

            foreach (var frame in session.Page.Frames)
            {
                await deadline.OfAsync(frame.EvaluateAsync(Cover));
            }

            var answer = await deadline.OfAsync(session.Devtools.SendAsync("Page.captureScreenshot", new()
            {
                ["format"] = "jpeg",
                ["quality"] = 50,
                ["clip"] = new { x = 0, y = 0, width = PageWidth, height = PageHeight, scale = FilmScale },
            }));
            _before = answer!.Value.GetProperty("data").GetBytesFromBase64();
            if (policy.Film)
            {
                await KeepAsync($"film-{step.Index}.jpg", _before);
            }
        });
    }

    /// <summary>`step-3.jpg`; of a secret step every form field is covered.</summary>
    public async Task FailureAsync(JourneyStep step, Deadline deadline)
    {
        if (policy.Keep == Keep.Never)
        {
            return;
        }

        if (_before is not null)
        {
            await KeepAsync($"step-{step.Index}-before.jpg", _before);
        }

        // A page that navigates meanwhile takes its frames with it, and the picture fails: look once more at what came.
        if (!await TryAsync(() => TakeFailureAsync(step, deadline)))
        {
            await TryAsync(() => TakeFailureAsync(step, deadline));
        }
    }

    private async Task TakeFailureAsync(JourneyStep step, Deadline deadline)
    {
        if (await CoverTextsAsync(deadline) is not { } texts)
        {
            return;
        }

        var fields = step.IsSecret ? AllFields : SecretFields;
        var picture = await deadline.OfAsync(session.Front.ScreenshotAsync(new()
        {
            Type = ScreenshotType.Jpeg,
            Quality = 70,
            Timeout = deadline.Milliseconds,
            Animations = ScreenshotAnimations.Disabled,
            MaskColor = CoverColor,
            Mask = [.. session.Front.Frames.Select(frame => frame.Locator(fields)), .. session.Covered, .. texts],
        }));
        await KeepAsync($"step-{step.Index}.jpg", picture);
    }

    /// <summary>The elements whose text shows a secret; null when one shows in a way that no element can be named for.</summary>
    private async Task<IReadOnlyList<ILocator>?> CoverTextsAsync(Deadline deadline)
    {
        if (!await ShowsSecretAsync(deadline))
        {
            return [];
        }

        var readable = session.Redactor.Readable().ToList();
        foreach (var frame in session.Front.Frames)
        {
            var text = await deadline.OfAsync(frame.EvaluateAsync<string>("() => document.body?.innerText ?? ''"));
            if (session.Redactor.IsIn(readable.Aggregate(text, (left, pattern) => pattern.Replace(left, "…"))))
            {
                return null;
            }
        }

        return [.. session.Front.Frames.SelectMany(frame => readable.Select(pattern => frame.GetByText(pattern)))];
    }

    /// <summary>Whether a secret stands in the page's text.</summary>
    private async Task<bool> ShowsSecretAsync(Deadline deadline)
    {
        foreach (var frame in session.Redactor.HasSecrets ? session.Page.Frames.Concat(session.Front == session.Page ? [] : session.Front.Frames) : [])
        {
            if (session.Redactor.IsIn(await deadline.OfAsync(frame.EvaluateAsync<string>("() => document.body?.innerText ?? ''"))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a field that was filled from a secret is on the page.</summary>
    private async Task<bool> HoldsSecretAsync(Deadline deadline)
    {
        foreach (var field in session.Covered)
        {
            if (await deadline.OfAsync(field.CountAsync()) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private Task KeepAsync(string name, byte[] content) => session.Run.Artifacts.AddAsync(name, JpegType, content, CancellationToken.None);

    /// <summary>A picture is never worth a verdict.</summary>
    private static async Task<bool> TryAsync(Func<Task> take)
    {
        try
        {
            await take();
            return true;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or JsonException or FormatException or IOException)
        {
            System.Diagnostics.Debug.WriteLine(e);
            return false;
        }
    }
}
