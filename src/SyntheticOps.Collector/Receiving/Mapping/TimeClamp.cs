namespace SyntheticOps.Collector.Receiving.Mapping;

/// <summary>Keeps hostile and broken times from the store: 0 is unknown and becomes the time of receipt; so does what is more than 24 h ahead.</summary>
internal sealed record TimeClamp(long NowNano)
{
    private const long DayNano = 24L * 3600 * 1_000_000_000;

    public long Apply(ulong nano, ISet<string> flags)
    {
        if (nano != 0 && nano <= (ulong)(NowNano + DayNano))
        {
            return (long)nano;
        }

        flags.Add("time");
        return NowNano;
    }
}
