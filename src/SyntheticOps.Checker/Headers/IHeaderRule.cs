namespace SyntheticOps.Checker.Headers;

/// <summary>One of MDN HTTP Observatory's tests, judged purely. One file a rule, one line in <see cref="HeaderRules"/>.</summary>
internal interface IHeaderRule
{
    /// <summary>MDN's name of the test.</summary>
    string Name { get; }

    /// <summary>The header that it is about, lower-case.</summary>
    string Header { get; }

    Verdict Judge(HeaderFacts facts);
}

/// <summary>What a rule found.</summary>
/// <param name="Key">MDN's result key.</param>
/// <param name="Modifier">Points added to or taken from 100.</param>
/// <param name="Pass">Whether MDN counts the test as passed; a pass may cost points.</param>
/// <param name="Seen">The evidence, as sent.</param>
/// <param name="Advice">The line to add, or what to change; empty when nothing is to do.</param>
internal sealed record Verdict(string Key, int Modifier, bool Pass, string Seen, string Advice = "");
