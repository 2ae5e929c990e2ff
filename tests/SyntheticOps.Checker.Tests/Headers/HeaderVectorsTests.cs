using System.Text;
using System.Text.Json;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.Checker.Headers.Standards;

namespace SyntheticOps.Checker.Tests.Headers;

/// <summary>
/// CHK-07: over 200 values of headers, well-formed, malformed and repeated, with all that is said of them; and a million random
/// values that must not throw. The verdicts of the vectors are those of MDN's package (bench/agreement).
/// </summary>
public sealed class HeaderVectorsTests
{
    private const int Fuzzed = 1_000_000;

    private static readonly string[] Names =
    [
        "Content-Security-Policy", "Content-Security-Policy-Report-Only", "Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Set-Cookie",
        "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Permissions-Policy", "Server", "X-XSS-Protection", "Access-Control-Allow-Origin", "Content-Type", "Location",
    ];

    private static readonly string[] Words =
    [
        "default-src", "script-src", "'self'", "'none'", "'unsafe-inline'", "'nonce-abcdefgh'", "'sha256-x'", "'strict-dynamic'", "https:", "http://", "*", "data:", ";", ",", "=", "max-age", "max-age=", "31536000",
        "\"", "'", "includeSubDomains", "preload", "DENY", "nosniff", "SameSite", "Secure", "Path=/", "Domain=", "Expires=", "Max-Age=-1", "__Host-", "__Secure-", "ALLOW-FROM", "\t", " ", "\u00e9", "\u0000", "%", "\\", "()", "[", "\ud800",
    ];

    [Fact]
    public void Judge_Vectors_SayWhatTheySaid()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Headers", "testdata", "vectors.jsonl");
        var vectors = File.ReadAllLines(file).Select(line => JsonSerializer.Deserialize<Vector>(line, JsonSerializerOptions.Web)!).ToList();

        vectors.Count.ShouldBeGreaterThanOrEqualTo(200);
        foreach (var vector in vectors)
        {
            Codes(vector).ShouldBe(vector.Codes, $"{vector.Header}: {string.Join(" | ", vector.Values)}");
        }
    }

    [Fact]
    public void Judge_RandomValues_NeverThrow()
    {
        var random = new Random(20261125);
        for (var done = 0; done < Fuzzed;)
        {
            var lines = Enumerable.Range(0, 40).Select(_ => (Names[random.Next(Names.Length)], Value(random))).ToArray();
            done += lines.Length;
            var facts = Facts.Https(lines);
            HeaderReport.Judge(facts).Score.ShouldBeGreaterThanOrEqualTo(0);
            foreach (var inspection in HeaderInspections.All)
            {
                _ = inspection.Inspect(facts).Count();
            }

            if (done % 800 == 0)
            {
                _ = StandardView.Of(facts).Count;
                _ = CspEvaluation.Of(CspInspection.Policies(facts));
                _ = Baseline.Of(facts.Https!).Drift(Baseline.Of(Facts.Https(lines[..20]).Https!), facts).Count();
            }
        }
    }

    private static string Value(Random random)
    {
        var value = new StringBuilder();
        for (var words = random.Next(12); words > 0; words--)
        {
            value.Append(random.Next(6) == 0 ? ((char)random.Next(1, 0x180)).ToString() : Words[random.Next(Words.Length)]).Append(random.Next(3) == 0 ? "" : " ");
        }

        return value.ToString();
    }

    /// <summary>Verdicts that a bare answer does not have, what the standard says otherwise, and what is found beyond.</summary>
    private static string Codes(Vector vector)
    {
        (string, string)[] lines = [.. vector.Values.Select(value => (vector.Header, value))];
        var facts = vector.Header == "Set-Cookie" ? Facts.Https().WithCookies(vector.Values) : Facts.Https(lines);
        var bare = HeaderReport.Judge(Facts.Https()).Verdicts.Select(item => item.Verdict.Key).ToHashSet();
        var verdicts = HeaderReport.Judge(facts).Verdicts.Select(item => item.Verdict.Key).Where(key => !bare.Contains(key));
        var standard = StandardView.Of(facts).Select(view => $"standard={view.Value}");
        var further = HeadersVerdict.Further(facts).Select(finding => finding.Code);
        return string.Join(' ', verdicts.Concat(standard).Concat(further).Distinct());
    }

    private sealed record Vector(string Header, string[] Values, string Codes);
}
