using Npgsql;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>Reads `Host=…;Username=…` and the `postgresql://user:password@host:5432/database?sslmode=require` that hosters show.</summary>
internal static class PostgresAddress
{
    /// <summary>A connection string of Npgsql; null for anything else. The text is never shown: it holds a password.</summary>
    public static string? Parse(string text)
    {
        try
        {
            var builder = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? FromUrl(text)
                : new NpgsqlConnectionStringBuilder(text);
            return builder?.Host is { Length: > 0 } ? builder.ToString() : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    private static NpgsqlConnectionStringBuilder? FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Split(':', 2) is not [{ Length: > 0 } user, .. var password])
        {
            return null;
        }

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.IdnHost,
            Port = url.Port > 0 ? url.Port : 5432,
            Username = Uri.UnescapeDataString(user),
            Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')),
        };
        if (password is [var secret])
        {
            builder.Password = Uri.UnescapeDataString(secret);
        }

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is ["sslmode", var mode])
            {
                builder.SslMode = Enum.Parse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            }
        }

        return builder;
    }
}
