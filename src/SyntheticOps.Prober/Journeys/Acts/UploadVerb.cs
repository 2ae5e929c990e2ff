using System.Text;
using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>
/// `upload: {label: Photo, file: photo.jpg}` gives a file from the journey's folder to a file field; `upload: {label: Liste,
/// content: "a;b", as: list.csv, type: text/csv}` one that is written here.
/// </summary>
internal sealed class UploadVerb : IStepVerb
{
    /// <summary>10 MiB; Playwright carries it through a pipe.</summary>
    private const int MaximumSize = 10 * 1024 * 1024;

    public string Name => "upload";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        var target = TargetReader.Read(map, scope);
        var file = map.Find("file");
        var content = map.Find("content");
        if (file is null == content is null)
        {
            map.Fail("either 'file' or 'content' is expected here: what is given to the field");
        }

        var text = content is null ? null : scope.Text(content);
        var type = map.Find("type")?.AsText() ?? "application/octet-stream";
        var path = file is null ? null : FileOf(file, scope);
        var name = map.Find("as")?.AsText() ?? (path is null ? "file.txt" : Path.GetFileName(path));
        return ElementAct.Create("upload to", target, async (element, context) => await element.SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = type, Buffer = path is null ? Encoding.UTF8.GetBytes(context.Resolve(text!)) : await File.ReadAllBytesAsync(path) },
            new() { Timeout = context.Deadline.Milliseconds }));
    }

    private static string? FileOf(ConfigNode node, Scope scope)
    {
        var path = scope.FileOf(node);
        if (path is not null && !(new FileInfo(path) is { Exists: true, Length: <= MaximumSize }))
        {
            node.Fail("a file of at most 10 MiB is expected here; there is none");
        }

        return path;
    }
}
