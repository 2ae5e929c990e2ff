using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns;

/// <summary>
/// The answers that the rules judge. A rule that looks for one which is not there yet gets null, judges what it can, and is
/// asked again when the answer has been fetched: so rules stay pure and say themselves what they need.
/// </summary>
internal sealed class AnswerBook
{
    private readonly Dictionary<DnsQuestion, LookupAnswer> _answers = [];
    private readonly HashSet<DnsQuestion> _wanted = [];

    public IEnumerable<LookupAnswer> All => _answers.Values;

    public void Add(LookupAnswer answer) => _answers[answer.Question] = answer;

    public LookupAnswer? Find(DnsName name, RecordType type)
    {
        var question = new DnsQuestion(name, type);
        if (_answers.TryGetValue(question, out var answer))
        {
            return answer;
        }

        _wanted.Add(question);
        return null;
    }

    /// <summary>What was looked for in vain since the last call.</summary>
    public IReadOnlyList<DnsQuestion> TakeWanted()
    {
        DnsQuestion[] wanted = [.. _wanted];
        _wanted.Clear();
        return wanted;
    }
}
