namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>One observation of a check, sent as a `synthetic.finding` event.</summary>
/// <param name="Code">Stable kebab-case code; the words in each language hang on it.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Kind">state or drift.</param>
/// <param name="Subject">Header, record, URL, step or table that it is about.</param>
/// <param name="Args">Values that the words need, in the order of the code's text.</param>
/// <param name="Text">English, one sentence, for other back ends.</param>
public sealed record Finding(string Code, Severity Severity, FindingKind Kind, string Subject, IReadOnlyList<string> Args, string Text);
