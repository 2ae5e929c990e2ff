using System.Reflection;

namespace Parfumerie;

/// <summary>Files that travel inside the assembly, so that no page depends on the working directory.</summary>
internal static class Embedded
{
    private static readonly Assembly Home = typeof(Embedded).Assembly;

    /// <param name="name">The file's name without its folder: `schema.sql`.</param>
    public static byte[] Bytes(string name)
    {
        using var stream = Home.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks the embedded file {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));
}
