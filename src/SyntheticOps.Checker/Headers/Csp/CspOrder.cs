namespace SyntheticOps.Checker.Headers.Csp;

/// <summary>
/// Orders lower-case sources as Unicode's root collation does (signs, then digits, then letters), because MDN drops a source
/// that begins with its neighbour in that order.
/// </summary>
internal sealed class CspOrder : IComparer<string>
{
    private const string Order = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    public static CspOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] != b[i])
            {
                return Weight(a[i]).CompareTo(Weight(b[i]));
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int Weight(char character) => Order.IndexOf(character, StringComparison.Ordinal) is >= 0 and var at ? at : Order.Length + character;
}
