using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>Tells faults of the file, disk or lock, which may pass, from faults of the work.</summary>
internal static class StoreFault
{
    public static bool Is(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_NOMEM or SQLITE_READONLY or SQLITE_IOERR or SQLITE_CORRUPT
            or SQLITE_FULL or SQLITE_CANTOPEN or SQLITE_PROTOCOL or SQLITE_NOTADB or SQLITE_PERM or SQLITE_AUTH,
    };
}
