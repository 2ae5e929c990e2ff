using System.CommandLine;

namespace SyntheticOps.Cli.Connection;

/// <summary>An option that takes an absolute http or https address.</summary>
internal static class AddressOption
{
    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"{name} takes an http or https address, such as http://127.0.0.1:5100.");
            return null;
        },
    };
}
