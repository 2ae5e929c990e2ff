namespace SyntheticOps.Collector.Dashboard;

/// <summary>Names of the icons that the page being rendered has used; the sprite holds these and no others.</summary>
internal sealed class IconSet
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    public event Action? Changed;

    public IReadOnlyCollection<string> Names => _names;

    public void Use(string name)
    {
        if (_names.Add(name))
        {
            Changed?.Invoke();
        }
    }
}
