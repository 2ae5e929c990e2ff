using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers;

/// <summary>
/// The approved security headers of a site. A run that finds the file missing writes it; from then on a header that is
/// removed, changed or added is a finding of kind drift until somebody approves the new state by deleting the file.
/// </summary>
internal sealed partial record Baseline(IReadOnlyDictionary<string, string> Headers)
{
    private static readonly string[] Watched =
    [
        "content-security-policy", "content-security-policy-report-only", "strict-transport-security", "x-frame-options",
        "x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy",
        "cross-origin-embedder-policy", "cross-origin-resource-policy", "access-control-allow-origin", "access-control-allow-credentials",
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What an answer sends now; nonces, which change with every answer, are left out of the values.</summary>
    public static Baseline Of(Answer answer) => new(Watched
        .Select(name => (Name: name, Value: answer.Joined(name)))
        .Where(header => header.Value is not null)
        .ToDictionary(header => header.Name, header => Nonce().Replace(header.Value!, "'nonce-*'")));

    /// <summary>The approved state in the file; null when there is no file. A file that cannot be read as one throws.</summary>
    /// <exception cref="InvalidDataException">The file is no baseline; the message names it.</exception>
    public static Baseline? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Baseline>(File.ReadAllText(path), Json) is { Headers: not null } baseline
                ? baseline
                : throw new InvalidDataException($"{path} is not a baseline of headers: an object with \"headers\" is expected.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a baseline of headers ({e.Message}).", e);
        }
    }

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(next, path, overwrite: true);
    }

    /// <summary>What differs now from the approved state.</summary>
    public IEnumerable<Finding> Drift(Baseline now)
    {
        foreach (var (name, was) in Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            var current = now.Headers.GetValueOrDefault(name);
            if (current is null)
            {
                yield return new("header-removed", Severity.Error, FindingKind.Drift, name, [was], $"{name} is gone; approved is: {was}");
            }
            else if (current != was)
            {
                yield return new("header-changed", Severity.Error, FindingKind.Drift, name, [was, current], $"{name} changed from: {was} to: {current}");
            }
        }

        foreach (var (name, value) in now.Headers.Where(header => !Headers.ContainsKey(header.Key)))
        {
            yield return new("header-added", Severity.Info, FindingKind.Drift, name, [value], $"{name} is new: {value}");
        }
    }

    [GeneratedRegex("'nonce-[^']*'", RegexOptions.IgnoreCase)]
    private static partial Regex Nonce();
}
