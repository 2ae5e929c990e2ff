using System.CommandLine;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Gateways.Blocks;

/// <summary>`synops block add|remove|list`: who is kept out, or always let in, by every gateway of a site.</summary>
internal static class BlockCommand
{
    public const string Name = "block";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        A block holds for every request that arrives after it, and cuts open connections of the range.
        Exit code: 0 done on every gateway; 1 a gateway refused (it would lock you out), or has no such entry (remove);
        2 usage or configuration; 4 a gateway did not answer; 130 interrupted.

        Examples:
          synops block add 203.0.113.0/24 --for 1d --reason scanner
          synops block list --address 203.0.113.7
          synops block add 198.51.100.7 --list allow --reason "our office"
          synops block remove 203.0.113.0/24
        """;

    public static Command Create() => new(Name, "Keep addresses out of the shop, or always let them in, at every gateway of a site.") { Add(), Remove(), Show() };

    private static Command Add()
    {
        var (gateways, time, range, list) = (new GatewayOptions(), new TimeOption("it ends by itself; without it, it does not"), Range(), List("block"));
        var reason = new Option<string>("--reason") { Description = "Why; for the record.", Required = true };
        var command = new Command("add", "Block a range of addresses, or put it on the allow list.") { range, reason, list };
        time.AddTo(command);
        gateways.AddTo(command);
        command.SetAction((parsed, token) => BlockCalls.AddAsync(
            gateways.Read(parsed), parsed.GetValue(list)!, parsed.GetValue(range)!, time.Read(parsed, TimeProvider.System), parsed.GetValue(reason)!, Screen.Out, token));
        return command;
    }

    private static Command Remove()
    {
        var (gateways, range, list) = (new GatewayOptions(), Range(), List("block"));
        var command = new Command("remove", "Take an entry away again; entries of a file are removed in the file.") { range, list };
        gateways.AddTo(command);
        command.SetAction((parsed, token) => BlockCalls.RemoveAsync(gateways.Read(parsed), parsed.GetValue(list)!, parsed.GetValue(range)!, Screen.Out, token));
        return command;
    }

    private static Command Show()
    {
        var (gateways, list) = (new GatewayOptions(), List(null));
        var address = new Option<string?>("--address") { Description = "Only entries that hold this address: why is this customer blocked?" };
        var command = new Command("list", "Show the entries, at most 500 a gateway.") { list, address };
        gateways.AddTo(command);
        command.SetAction((parsed, token) => BlockCalls.ListAsync(gateways.Read(parsed), parsed.GetValue(list), parsed.GetValue(address), Screen.Out, token));
        return command;
    }

    private static Argument<string> Range() => new("range") { Description = "An address or a range: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32." };

    private static Option<string?> List(string? usual)
    {
        var list = new Option<string?>("--list") { Description = usual is null ? "block or allow; both by default." : "block or allow.", DefaultValueFactory = _ => usual };
        list.AcceptOnlyFromAmong("block", "allow");
        return list;
    }
}
