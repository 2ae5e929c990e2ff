using System.Text.Json;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>
/// Passes as files (0600) that are made once and never changed: ID.pass, ID.used, ID.revoked. Making a file that must not exist yet is
/// one step for all processes on the folder, so a link works once although several gateways share it.
/// </summary>
internal sealed class StaffFolder(string path)
{
    private const string Made = ".pass";
    private const string Used = ".used";
    private const string Revoked = ".revoked";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _path = OwnerOnly.CreateDirectory(path).FullName;

    /// <exception cref="IOException">The folder takes no write.</exception>
    public void Add(StaffPass pass)
    {
        if (!Create(pass.Id + Made, pass))
        {
            throw new IOException($"The pass {pass.Id} exists already.");
        }
    }

    /// <returns>False when it was used before.</returns>
    public bool MarkUsed(string id, StaffMark mark) => Create(id + Used, mark);

    /// <returns>False when it was revoked before.</returns>
    public bool MarkRevoked(string id, StaffMark mark) => Create(id + Revoked, mark);

    /// <summary>Null when there is no such pass. A mark that cannot be read counts: it closes, it never opens.</summary>
    public StaffState? Find(string id)
    {
        if (Read<StaffPass>(id + Made) is not { } pass || pass.Id != id)
        {
            return null;
        }

        var unknown = new StaffMark("", pass.IssuedAt);
        var revoked = Read<StaffMark>(id + Revoked) ?? (File.Exists(Name(id + Revoked)) ? unknown : null);
        var used = Read<StaffMark>(id + Used) ?? (File.Exists(Name(id + Used)) ? unknown : null);
        return new StaffState(pass, used, revoked);
    }

    public IReadOnlyList<StaffState> List() =>
        [.. Directory.EnumerateFiles(_path, "*" + Made).Select(file => Find(Path.GetFileNameWithoutExtension(file))).OfType<StaffState>()];

    public void Remove(string id)
    {
        foreach (var extension in new[] { Made, Used, Revoked })
        {
            File.Delete(Name(id + extension));
        }
    }

    private bool Create<T>(string name, T content)
    {
        FileStream stream;
        try
        {
            stream = OwnerOnly.OpenWrite(Name(name), FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(Name(name)))
        {
            return false;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }

        using (stream)
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(content, Json));
            stream.Flush(flushToDisk: true);
        }

        return true;
    }

    private T? Read<T>(string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(Name(name)), Json);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Name(string file) => Path.Combine(_path, file);
}
