namespace Parfumerie.Faults;

/// <summary>A fault that is on.</summary>
internal sealed record ActiveFault(IFault Kind, FaultParams Params, DateTimeOffset Until, CancellationTokenSource Ending)
{
    public string Key { get; } = Kind.KeyOf(Params);

    /// <summary>Set when the fault goes; requests that it holds are let go.</summary>
    public CancellationToken Ended { get; } = Ending.Token;

    /// <summary>For a fault that is over before its time: switches it off.</summary>
    public Func<Task> FinishAsync { get; set; } = () => Task.CompletedTask;

    public bool Is(string name, string key) => Kind.Name == name && Key.Equals(key, StringComparison.OrdinalIgnoreCase);
}
