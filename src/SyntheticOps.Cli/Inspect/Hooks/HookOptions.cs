using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>The options of the hooks, and how they are read: every file once, before anything is asked.</summary>
internal sealed class HookOptions
{
    /// <summary>Where Debian's package `publicsuffix` puts the list.</summary>
    private const string SystemSuffixes = "/usr/share/publicsuffix/public_suffix_list.dat";

    private readonly Option<string[]> _connectTo = Many("--connect-to", "HOST:PORT=ADDRESS:PORT: connect there instead; Host and SNI stay. HOST may be *. May be repeated.", Addresses.PlaceForm, text => Addresses.Mapping(text) is not null);

    private readonly Option<FileInfo?> _ca = PathOption.File("--ca", "PEM file of an authority to trust besides the system's; judged by the rules for public ones.");

    private readonly Option<FileInfo?> _preload = PathOption.File("--preload", "JSON file of hosts that browsers reach by https only, in Chromium's or MDN's form.");

    private readonly Option<FileInfo?> _suffixes = PathOption.File("--public-suffixes", "File of the public suffix list; by default Debian's, where it is installed.");

    private readonly Option<bool> _loopback = new("--allow-loopback") { Description = "Allow addresses of this machine." };

    private readonly DnsHookOptions _dns = new();

    public IEnumerable<Option> All => [_connectTo, _ca, _preload, _suffixes, .. _dns.All, _loopback];

    /// <exception cref="CliException">A file cannot be used; the message names the option.</exception>
    public InspectHooks Read(ParseResult parsed) => new()
    {
        ConnectTo = parsed.GetValue(_connectTo) is { Length: > 0 } places ? new ConnectTo(places.Select(place => Addresses.Mapping(place)!.Value)) : null,
        CaFile = parsed.GetValue(_ca) is { } ca ? Use("--ca", () => Authority(ca)) : null,
        Preload = parsed.GetValue(_preload) is { } preload ? Use("--preload", () => PreloadList.Read(preload.FullName)) : null,
        Names = parsed.GetValue(_suffixes) is { } suffixes ? Use("--public-suffixes", () => new SiteNames(PublicSuffixes.Read(suffixes.FullName)))
            : File.Exists(SystemSuffixes) ? new SiteNames(PublicSuffixes.Read(SystemSuffixes)) : SiteNames.Guessed,
        AllowLoopback = parsed.GetValue(_loopback),
        Dns = _dns.Read(parsed),
    };

    public static Option<string[]> Many(string name, string description, string form, Predicate<string> isOne) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            foreach (var token in result.Tokens.Where(token => !isOne(token.Value)))
            {
                result.AddError($"{name}: '{token.Value}' is none; {form}.");
            }

            return [.. result.Tokens.Select(token => token.Value)];
        },
    };

    public static T Use<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or CryptographicException)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"{option}: {e.Message}");
        }
    }

    private static string Authority(FileInfo file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file.FullName);
        return certificates.Count > 0 ? file.FullName : throw new InvalidDataException($"{file} holds no certificate; a PEM file is expected.");
    }
}
