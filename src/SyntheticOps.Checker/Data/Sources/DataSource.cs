using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>
/// Data that is read and never written: how a session with it is opened, and how the keys of a rule become its queries. Each
/// reader asks for the keys of the other kinds too, so that a mistake says what is wrong.
/// </summary>
internal abstract class DataSource
{
    /// <summary>Opens a session that cannot write.</summary>
    public abstract Task<DataSession> OpenAsync(CheckRun run, CancellationToken token);

    /// <summary>Whether the fault says that a table is not there, not that the source is out of reach.</summary>
    public abstract bool IsMissingTable(Exception e);

    /// <summary>`table`, and `sql` or `path`: how many rows.</summary>
    public abstract DataQuery Rows(ConfigMap map);

    /// <summary>`table`, `column`: the newest time.</summary>
    public abstract DataQuery Newest(ConfigMap map);

    /// <summary>`table`, `columns`: how many values stand there more than once.</summary>
    public abstract DataQuery Duplicates(ConfigMap map);

    /// <summary>`sql`, or `table` and `column`: texts.</summary>
    public abstract DataQuery Texts(ConfigMap map);

    /// <summary>`sql`: one number.</summary>
    public abstract DataQuery Number(ConfigMap map);
}

/// <summary>The source gives no answer, or none that can be used; that says nothing about the data.</summary>
/// <param name="reason">One of <see cref="ServiceDefaults.Telemetry.Reasons"/> for unknown.</param>
internal sealed class SourceException(string reason, Saying said) : Exception(said.ToString())
{
    public string Reason => reason;

    public Saying Said => said;
}
