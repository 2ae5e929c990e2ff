using System.CommandLine;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Gateways.Maintenance;

/// <summary>`synops maintenance status|on|off|automatic|undo`: the maintenance page of every gateway of a site.</summary>
internal static class MaintenanceCommand
{
    public const string Name = "maintenance";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        A change holds for every request that arrives after it; who made it stands in the audit trail of the gateway page.
        Exit code: 0 done on every gateway (status: all agree); 1 a gateway refused (another version, nothing to undo),
        or they differ (status); 2 usage or configuration; 4 a gateway did not answer; 130 interrupted.

        Examples:
          synops maintenance status
          synops maintenance on --for 30m --reason "database move"
          synops maintenance on --path /checkout --method POST --until 2026-12-01T15:10+01:00 --reason bank
          synops maintenance undo
          synops maintenance off --site parfumerie
        """;

    public static Command Create() => new(Name, "Show customers the maintenance page of every gateway of a site, or the shop again.")
    {
        Status(),
        On(),
        Switch("off", "Show the shop again; ends a planned window too, this time only. Incidents no longer switch on.", "switched off with synops"),
        Switch("automatic", "Show the shop again and leave the switch to incidents.", "left to incidents with synops"),
        Undo(),
    };

    private static Command Status()
    {
        var gateways = new GatewayOptions();
        var command = new Command("status", "Say what every gateway shows, and its version.");
        gateways.AddTo(command);
        command.SetAction((parsed, token) => MaintenanceCalls.StatusAsync(gateways.Read(parsed), Screen.Out, token));
        return command;
    }

    private static Command On()
    {
        var (gateways, time, reason, version) = (new GatewayOptions(), new TimeOption("it is expected to end (customers read it)"), Reason(), Version());
        var hosts = List("--host", "Only this host name; again for more.");
        var paths = List("--path", "Only this path and what is below it, such as /checkout; again for more.");
        var methods = List("--method", "Only this method, such as POST; again for more.");
        var allow = List("--allow", "An address, range or path that reaches the shop all the same; again for more.");
        var (french, english) = (Text("--message-fr", "What customers read, in French."), Text("--message-en", "What customers read, in English."));
        var command = new Command("on", "Show the maintenance page. Again with a later end, it lasts longer.");
        time.AddTo(command);
        foreach (var option in new Option[] { reason, hosts, paths, methods, allow, french, english, version })
        {
            command.Options.Add(option);
        }

        gateways.AddTo(command);
        command.SetAction((parsed, token) =>
        {
            var change = new
            {
                mode = "on",
                reason = parsed.GetValue(reason) ?? "switched on with synops",
                until = time.Read(parsed, TimeProvider.System),
                scope = new { hosts = parsed.GetValue(hosts), paths = parsed.GetValue(paths), methods = parsed.GetValue(methods)?.Select(method => method.ToUpperInvariant()) },
                allow = parsed.GetValue(allow),
                message = new { fr = parsed.GetValue(french), en = parsed.GetValue(english) },
            };
            return MaintenanceCalls.ChangeAsync(gateways.Read(parsed), change, parsed.GetValue(version), Screen.Out, token);
        });
        return command;
    }

    private static Command Switch(string mode, string description, string usual)
    {
        var (gateways, reason, version) = (new GatewayOptions(), Reason(), Version());
        var command = new Command(mode, description) { reason, version };
        gateways.AddTo(command);
        command.SetAction((parsed, token) => MaintenanceCalls.ChangeAsync(
            gateways.Read(parsed), new { mode, reason = parsed.GetValue(reason) ?? usual }, parsed.GetValue(version), Screen.Out, token));
        return command;
    }

    private static Command Undo()
    {
        var (gateways, version) = (new GatewayOptions(), Version());
        var command = new Command("undo", "Return to the state before the last change, when a person made that.") { version };
        gateways.AddTo(command);
        command.SetAction((parsed, token) => MaintenanceCalls.ChangeAsync(gateways.Read(parsed), null, parsed.GetValue(version), Screen.Out, token));
        return command;
    }

    private static Option<string?> Reason() => Text("--reason", "Why; for the record, customers do not see it.");

    private static Option<int?> Version() => new("--if-version") { Description = "Only where this version is current (from status), so that nobody else's change is undone." };

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static Option<string[]> List(string name, string description) => new(name) { Description = description };
}
