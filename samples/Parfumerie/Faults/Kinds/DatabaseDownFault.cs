using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Parfumerie.Data;

namespace Parfumerie.Faults.Kinds;

/// <summary>`database-down`: every open fails as it would without a server.</summary>
internal sealed class DatabaseDownFault : IFault
{
    public const string FaultName = "database-down";

    public string Name => FaultName;

    public IReadOnlyList<FaultField> Fields { get; } = [];
}

/// <summary>Stands before the real database. /health keeps its answer: a fault of the shop is none of its process.</summary>
internal sealed class FaultyDatabase(IShopDatabase inner, ISqlDialect dialect, FaultBoard board, IHttpContextAccessor requests) : IShopDatabase
{
    private const int CannotOpen = 14; // SQLITE_CANTOPEN

    public ValueTask<ShopConnection> OpenAsync(CancellationToken token)
    {
        var context = requests.HttpContext;
        if (board.Find(DatabaseDownFault.FaultName) is null || (context is not null && !FaultRoute.IsTouchable(context.Request.Path)))
        {
            return inner.OpenAsync(token);
        }

        FaultMark.Set(context, DatabaseDownFault.FaultName);
        return ValueTask.FromException<ShopConnection>(Failure());
    }

    private DbException Failure() => dialect.SystemName == "sqlite"
        ? new SqliteException("SQLite Error 14: 'unable to open database file'.", CannotOpen)
        : new NpgsqlException("Failed to connect to the database server.", new SocketException((int)SocketError.ConnectionRefused));
}
