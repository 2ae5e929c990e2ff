#:project ../../src/SyntheticOps.Checker/SyntheticOps.Checker.csproj
#:property PublishAot=false
#:property AssemblyName=agreement
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// Judges the policies of policies.json as CSP Evaluator does; writes policies-ours.json. Called by run.mjs.
using System.Text.Json;
using SyntheticOps.Checker.Headers.Csp.Evaluation;

var folder = args[0];
var policies = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder, "policies.json")))!;
await File.WriteAllTextAsync(Path.Combine(folder, "policies-ours.json"), JsonSerializer.Serialize(policies.Select(policy => CspEvaluation.Of(policy).Select(Line))));

static string Line(CspFinding finding) => $"{finding.Type} {JsonNamingPolicy.SnakeCaseUpper.ConvertName(finding.Severity.ToString())} {finding.Directive} {finding.Value}";
