using System.CommandLine;
using SyntheticOps.Checker.Headers.Advice;

namespace SyntheticOps.Cli.Inspect;

/// <summary>The options of the report of one site.</summary>
internal sealed class OutputOptions
{
    private readonly Option<FileInfo?> _json = PathOption.File("--json", "Write the result to this file, in the form of --output.");

    private readonly Option<FileInfo?> _html = PathOption.File("--html", "Write the report as one HTML file that needs nothing else.");

    private readonly Option<FileInfo?> _sarif = PathOption.File("--sarif", "Write the findings as SARIF 2.1.0, for code scanning.");

    private readonly Option<string> _language = new("--lang") { Description = "Language of the HTML report: en or fr.", DefaultValueFactory = _ => "en" };

    private readonly Option<Platform?> _form = new("--for") { Description = "Write the lines to add as this platform takes them: vercel, nextjs, nginx or aspnetcore." };

    private readonly Option<bool> _strict = new("--strict") { Description = "A finding of severity error is exit 1." };

    public OutputOptions() => _language.AcceptOnlyFromAmong("en", "fr");

    public IEnumerable<Option> All => [_json, _html, _sarif, _language, _form, _strict];

    public Outputs Read(ParseResult parsed) => new(
        parsed.GetValue(_json), parsed.GetValue(_html), parsed.GetValue(_sarif), parsed.GetValue(_language)!, parsed.GetValue(_form), parsed.GetValue(_strict));
}

/// <summary>Where the report goes and how it is written.</summary>
internal sealed record Outputs(FileInfo? Json, FileInfo? Html, FileInfo? Sarif, string Language, Platform? Form, bool Strict);
