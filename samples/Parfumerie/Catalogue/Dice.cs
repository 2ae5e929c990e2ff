namespace Parfumerie.Catalogue;

/// <summary>Repeatable numbers from a text: FNV-1a for the seed, xorshift for the sequence. For drawing only.</summary>
internal sealed class Dice
{
    private uint _state = 2166136261;

    public Dice(string seed)
    {
        foreach (var character in seed)
        {
            _state = (_state ^ character) * 16777619;
        }
    }

    /// <returns>0 to less than 1.</returns>
    public double Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state / 4294967296.0;
    }
}
