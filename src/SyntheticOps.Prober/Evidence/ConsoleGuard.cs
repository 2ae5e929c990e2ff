namespace SyntheticOps.Prober.Evidence;

/// <summary>
/// Bounds what a document writes to its console. Every message goes through the driver, and a page that writes without end
/// would keep it from everything else (measured: the deadline of such a run was overshot).
/// </summary>
internal static class ConsoleGuard
{
    /// <summary>After 300 calls a document's console does nothing; a text is cut at 2,000 characters.</summary>
    public const string Script = """
        (() => {
          let left = 300;
          const short = a => typeof a === 'string' && a.length > 2000 ? a.slice(0, 2000) : a;
          for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'dirxml', 'table', 'assert', 'count', 'group', 'groupCollapsed', 'timeLog', 'timeEnd']) {
            const write = console[name];
            if (typeof write === 'function') console[name] = function (...a) { if (left-- > 0) write.apply(console, a.slice(0, 20).map(short)); };
          }
        })();
        """;
}
