using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Gateway.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogSink : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(string? Event, string Text)> Lines { get; } = [];

    /// <summary>Attributes of the events that have a name.</summary>
    public ConcurrentQueue<(string Event, Dictionary<string, object?> Attributes)> Events { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((eventId.Name, formatter(state, exception)));
        if (eventId.Name is { } name && state is IEnumerable<KeyValuePair<string, object?>> attributes)
        {
            Events.Enqueue((name, attributes.ToDictionary()));
        }
    }

    public void Dispose()
    {
    }
}
