using SyntheticOps.Collector.Storage;

namespace SyntheticOps.Collector.Dashboard.Runs;

/// <summary>
/// Hands out a file of a run: always as a download and sandboxed, so that a page which a probe captured never runs here;
/// an image element shows it all the same.
/// </summary>
internal static class ArtifactDownload
{
    public static async Task<IResult> GetAsync(string run, string name, IArtifactStore store, HttpContext context, CancellationToken token)
    {
        if (!Ids.IsTrace(run) || !Ids.IsArtifact(name) || await store.OpenAsync(run, name, token) is not { } artifact)
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Stream(artifact.Content, artifact.MediaType, $"{run[..8]}-{artifact.Name}");
    }
}
