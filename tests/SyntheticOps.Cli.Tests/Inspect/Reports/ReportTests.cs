using System.Text.Json;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Inspect.Reports;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Tests.Inspect.Reports;

/// <summary>The reports in files, of one site that has something of everything, some of it hostile.</summary>
public sealed class ReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 20, 0, 0, TimeSpan.Zero);

    /// <summary>Members that SARIF 2.1.0 knows, of the objects that we write.</summary>
    private static readonly Dictionary<string, string[]> Sarif = new()
    {
        [""] = ["$schema", "version", "runs"],
        ["runs"] = ["tool", "invocations", "results", "columnKind"],
        ["tool"] = ["driver"],
        ["driver"] = ["name", "semanticVersion", "rules"],
        ["rules"] = ["id", "shortDescription", "help", "defaultConfiguration", "properties"],
        ["invocations"] = ["executionSuccessful", "toolExecutionNotifications"],
        ["toolExecutionNotifications"] = ["level", "message"],
        ["results"] = ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
        ["locations"] = ["physicalLocation"],
        ["physicalLocation"] = ["artifactLocation"],
        ["artifactLocation"] = ["uri"],
        ["message"] = ["text"],
        ["shortDescription"] = ["text"],
        ["help"] = ["text"],
        ["defaultConfiguration"] = ["level"],
        ["properties"] = ["tags"],
        ["partialFingerprints"] = ["finding/v1"],
    };

    [Fact]
    public void Html_HostileEvidence_IsTextAndNothingIsLoaded()
    {
        var html = new HtmlReport(Report(), FindingWords.English, Now).Write();

        html.ShouldNotContain("<script");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("href=\"http");
        html.ShouldNotContain("src=");
        html.ShouldContain("default-src 'none'; style-src 'unsafe-inline'");
        html.ShouldContain("""<div class="grade" data-state="down" role="img" aria-label="D">D</div>""");
        html.ShouldContain("add_header X-Content-Type-Options");
        html.ShouldContain("vercel.json");
        html.ShouldContain("Mend first");
    }

    [Fact]
    public void Html_InFrench_SpeaksFrenchAndMarksWhatIsEnglish()
    {
        var html = new HtmlReport(Report(), FindingWords.French, Now).Write();

        html.ShouldContain("<html lang=\"fr\">");
        html.ShouldContain("À réparer d’abord");
        html.ShouldContain("Le certificat n’est pas au nom du site");
        html.ShouldContain("Un navigateur peut exécuter comme script un fichier déposé.");
        html.ShouldContain("<span lang=\"en\">The questions were not answered.</span>");
    }

    [Fact]
    public void Sarif_EveryFinding_IsAResultOfADeclaredRule()
    {
        using var document = JsonDocument.Parse(SarifReport.Write(Report()));
        Check("", document.RootElement);
        document.RootElement.GetProperty("version").GetString().ShouldBe("2.1.0");
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList();

        rules.ShouldBeUnique();
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            rules[result.GetProperty("ruleIndex").GetInt32()].ShouldBe(result.GetProperty("ruleId").GetString());
            result.GetProperty("level").GetString().ShouldBeOneOf("error", "warning", "note");
            Uri.TryCreate(result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Absolute, out _).ShouldBeTrue();
        }

        rules.ShouldContain("cert-name-mismatch");
        rules.ShouldContain("csp-not-implemented");
        run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean().ShouldBeFalse();
    }

    private static void Check(string name, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Check(name, item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                Sarif[name].ShouldContain(member.Name);
                Check(member.Name, member.Value);
            }
        }
    }

    private static TargetReport Report()
    {
        var url = new Uri("https://shop.example/");
        var facts = new HeaderFacts { Site = url, Https = new Answer(url, 200, [KeyValuePair.Create("Set-Cookie", "<script>=1"), KeyValuePair.Create("Strict-Transport-Security", "<script>")]) };
        var report = HeaderReport.Judge(facts);
        return new(new Target { Id = "one", Host = "shop.example", Url = url })
        {
            Headers = new() { Report = report, Graded = [.. report.Findings()] },
            Tls = new() { Outcome = Outcome.Down, Findings = [new("cert-name-mismatch", Severity.Error, FindingKind.State, "shop.example", ["<script>"], "The certificate of shop.example is made out to <script>.")] },
            Dns = new() { Outcome = Outcome.Unknown, Error = "The questions were not answered." },
        };
    }
}
