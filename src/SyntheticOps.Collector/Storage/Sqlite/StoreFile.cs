using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using SyntheticOps.Collector.Storage.Migrations;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>
/// The database file: refused as it is when it is not ours, damaged or newer than this version, otherwise migrated.
/// Never replaced by an empty one.
/// </summary>
internal sealed class StoreFile
{
    public const string FileName = "store.db";

    /// <summary>SQLite's header, file format section 1.3.</summary>
    private const int HeaderLength = 100;

    private readonly SqliteConnections _connections;

    public StoreFile(DataFolder data, IEnumerable<IMigration> migrations, TimeProvider clock)
    {
        Path = data.File(FileName);
        _connections = new SqliteConnections(Path);
        IMigration[] steps = [.. migrations];
        RefuseForeignBytes();
        try
        {
            RefuseNewer(steps);
            CreateOwnerOnly();
            using var connection = _connections.Open(queryOnly: false);
            new Migrator(steps).Apply(connection, clock);
        }
        catch (SqliteException e)
        {
            throw Refusal($"SQLite says: {e.Message}");
        }
    }

    public string Path { get; }

    public SqliteConnection OpenWriter() => _connections.Open(queryOnly: false);

    public SqliteConnection OpenReader() => _connections.Open(queryOnly: true);

    private void RefuseForeignBytes()
    {
        if (!File.Exists(Path) || new FileInfo(Path).Length == 0)
        {
            return;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        long length;
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            length = file.Length;
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith("SQLite format 3\0"u8))
            {
                throw Refusal("it is not an SQLite database");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal(e.Message);
        }

        if (!HasLog() && IsShort(header, length))
        {
            throw Refusal("it is shorter than its header says, so a part of it is missing");
        }
    }

    /// <summary>While a write-ahead log exists, pages may still be there only.</summary>
    private bool HasLog() => File.Exists(Path + "-wal") && new FileInfo(Path + "-wal").Length > 0;

    private static bool IsShort(ReadOnlySpan<byte> header, long length)
    {
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var countIsValid = header.Slice(24, 4).SequenceEqual(header.Slice(92, 4));
        return countIsValid && length < pages * (pageSize == 1 ? 65536L : pageSize);
    }

    private void RefuseNewer(IMigration[] known)
    {
        if (!File.Exists(Path))
        {
            return;
        }

        using var connection = _connections.OpenUntouched();
        if (Migrator.FindUnknown(connection, known) is { Count: > 0 } unknown)
        {
            throw Refusal($"a newer version wrote it (schema step {string.Join(", ", unknown)}); use that version");
        }
    }

    private void CreateOwnerOnly()
    {
        if (!File.Exists(Path))
        {
            OwnerOnly.OpenWrite(Path, FileMode.CreateNew).Dispose();
        }
    }

    private StartupException Refusal(string reason) => new(
        Names.ExitCodes.Configuration,
        $"The store {Path} is left as it is: {reason}. Restore it from a backup, or set {Names.Env.Data} to another folder.");
}
