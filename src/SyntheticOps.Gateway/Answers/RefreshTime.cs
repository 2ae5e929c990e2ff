namespace SyntheticOps.Gateway.Answers;

/// <summary>When a page looks again by itself. Each gets another time, so that customers do not all come back in the same second.</summary>
internal static class RefreshTime
{
    private const int Soon = 30;
    private const int Later = 60;
    private const int Steps = 8;

    /// <summary>The end is so far away that looking less often costs nobody anything.</summary>
    private static readonly TimeSpan FarAway = TimeSpan.FromMinutes(15);

    /// <param name="left">Until the expected end; null when nobody knows it.</param>
    /// <param name="chance">0 to 1: up to half of the time more, in eight steps, so that few pages are rendered.</param>
    public static int Seconds(TimeSpan? left, double chance)
    {
        var least = left > FarAway ? Later : Soon;
        return least + (int)(Math.Clamp(chance, 0, 0.999_999) * Steps) * (least / 2 / Steps + 1);
    }
}
