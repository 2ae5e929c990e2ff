using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{url: "/commande/(.+)/merci"}`: the group of an expression on path and query of the page's address.</summary>
internal sealed class UrlCapture : ICaptureKind
{
    public string Name => "url";

    public CaptureSource Read(ConfigMap entry, Scope scope) => new(Saying.Of("in.url"), context =>
        Task.FromResult<string?>(Uri.TryCreate(context.Page.Url, UriKind.Absolute, out var url) ? Uri.UnescapeDataString(url.PathAndQuery) : null));
}
