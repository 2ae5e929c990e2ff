using System.CommandLine;

namespace SyntheticOps.Cli.Connection;

/// <summary>An option that takes the address of one of our processes.</summary>
internal static class AddressOption
{
    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Uri.TryCreate(token.Value, UriKind.Absolute, out var address) && IsOrigin(address))
            {
                return address;
            }

            result.AddError($"{name} takes an http or https address without a path, such as http://127.0.0.1:5100.");
            return null;
        },
    };

    /// <summary>The APIs stand at fixed paths, so only scheme, host and port are free; a user in the address would be sent along.</summary>
    public static bool IsOrigin(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "" };
}
