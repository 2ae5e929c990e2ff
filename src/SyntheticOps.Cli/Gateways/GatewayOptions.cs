using System.CommandLine;
using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Gateways;

/// <summary>The options that every command for gateways has.</summary>
internal sealed class GatewayOptions
{
    private readonly Option<string?> _site = new("--site") { Description = "The site whose gateways are meant; needed when there are several." };
    private readonly Option<FileInfo?> _config = PathOption.File("--config", "synthetics.yaml; by default SYNOPS_CONFIG, else the nearest one upwards.", "-c");
    private readonly Option<FileInfo?> _json = PathOption.File("--json", "Write the result to this file as well.");
    private readonly Option<string?> _actor = new("--as") { Description = "Your name for the record of who did what; by default that of your account." };

    private readonly Option<Uri[]> _gateways = new("--gateway")
    {
        Description = "Admin address of a gateway, such as http://127.0.0.1:5081; again for each. By default all of the site.",
        CustomParser = result => [.. result.Tokens.Select(token => Parse(token.Value, result)).OfType<Uri>()],
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _site, _gateways, _config, _json, _actor })
        {
            command.Options.Add(option);
        }

        _actor.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { Length: > 0 and <= 90 } name || !name.All(letter => letter is >= '!' and <= '~'))
            {
                result.AddError("--as takes a name of at most 90 characters without spaces.");
            }
        });
    }

    /// <summary>Finds the gateways; whatever is lacking is a <see cref="CliException"/>.</summary>
    public GatewayRequest Read(ParseResult parsed)
    {
        var variables = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var gateways = GatewaySite.Find(variables, parsed.GetValue(_config), parsed.GetValue(_site), parsed.GetValue(_gateways) ?? []);
        Output.ResultFile.Verify(parsed.GetValue(_json));
        return new GatewayRequest(gateways, $"user:{parsed.GetValue(_actor) ?? Account()}", parsed.GetValue(_json));
    }

    private static Uri? Parse(string text, System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && Connection.AddressOption.IsOrigin(address))
        {
            return address;
        }

        result.AddError("--gateway takes an http or https address without a path, such as http://127.0.0.1:5081.");
        return null;
    }

    private static string Account() => new string([.. Environment.UserName.Where(letter => letter is >= '!' and <= '~').Take(90)]) is { Length: > 0 } name ? name : "synops";
}

/// <param name="Actor">Value of <see cref="Names.Headers.Actor"/>.</param>
internal sealed record GatewayRequest(GatewaySite Site, string Actor, FileInfo? Json);
