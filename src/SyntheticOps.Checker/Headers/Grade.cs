namespace SyntheticOps.Checker.Headers;

/// <summary>Score and grade by MDN HTTP Observatory's arithmetic (algorithm version 4).</summary>
internal static class Grade
{
    private static readonly (int From, string Grade)[] Table =
    [
        (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"),
        (50, "C"), (45, "C-"), (40, "D+"), (30, "D"), (25, "D-"), (0, "F"),
    ];

    public static IReadOnlyList<string> BestToWorst { get; } = [.. Table.Select(row => row.Grade)];

    /// <summary>Bonuses count only from a base of 90 on; never below 0.</summary>
    public static int Score(IEnumerable<int> modifiers)
    {
        var list = modifiers.ToList();
        var floor = 100 + list.Where(modifier => modifier < 0).Sum();
        return Math.Max(floor >= 90 ? 100 + list.Sum() : floor, 0);
    }

    public static string Of(int score) => Table.First(row => Math.Min(score - (score % 5), 100) >= row.From).Grade;

    public static bool IsWorse(string grade, string than) => Rank(grade) > Rank(than);

    private static int Rank(string grade) => Array.FindIndex(Table, row => row.Grade == grade);
}
