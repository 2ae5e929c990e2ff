using System.Globalization;
using System.Net;
using System.Text.Json;
using SyntheticOps.Cli.Gateways;
using SyntheticOps.Cli.Gateways.Maintenance;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Tests.Gateways;

/// <summary>`synops maintenance` against two real gateways.</summary>
public sealed class MaintenanceCommandTests(TwoGateways gateways) : IClassFixture<TwoGateways>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_ThenUndo_HoldsOnEveryGatewayAndIsTakenBack()
    {
        await OffAsync();
        var (exit, document, errors) = await gateways.RunAsync("maintenance", "on", "--for", "30m", "--reason", "database move", "--path", "/checkout", "--method", "post");

        (exit, errors).ShouldBe((0, ""));
        var states = States(document);
        states.Count.ShouldBe(2);
        foreach (var state in states)
        {
            state.GetProperty("active").GetBoolean().ShouldBeTrue();
            state.GetProperty("actor").GetString().ShouldBe("user:anna");
            state.GetProperty("reason").GetString().ShouldBe("database move");
            state.GetProperty("until").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow().AddMinutes(30), TimeSpan.FromMinutes(2));
            state.GetProperty("scope").GetProperty("methods")[0].GetString().ShouldBe("POST");
        }

        foreach (var address in gateways.Http)
        {
            (await PostAsync(address, "/checkout/pay")).ShouldBe((HttpStatusCode.ServiceUnavailable, true));
            (await PostAsync(address, "/basket")).Paused.ShouldBeFalse();
        }

        (exit, document, _) = await gateways.RunAsync("maintenance", "undo");
        exit.ShouldBe(0);
        States(document).ShouldAllBe(state => !state.GetProperty("active").GetBoolean() && state.GetProperty("mode").GetString() == "off");
        (await PostAsync(gateways.Http[0], "/checkout/pay")).Paused.ShouldBeFalse();
    }

    [Fact]
    public async Task On_OtherVersionThanSeen_RefusedWithWhatHolds()
    {
        await OffAsync();
        var version = States((await gateways.RunAsync("maintenance", "status")).Document)[0].GetProperty("version").GetInt64();
        var seen = version.ToString(CultureInfo.InvariantCulture);
        (await gateways.RunAsync("maintenance", "on", "--gateway", gateways.Admin[0].ToString(), "--reason", "somebody else")).Exit.ShouldBe(0);

        var (exit, document, _) = await gateways.RunAsync("maintenance", "off", "--gateway", gateways.Admin[0].ToString(), "--if-version", seen);

        exit.ShouldBe(1);
        var answer = document!.Value.GetProperty("gateways")[0];
        answer.GetProperty("problem").GetString()!.ShouldContain("412");
        answer.GetProperty("problem").GetString()!.ShouldContain("user:anna");
        answer.GetProperty("state").GetProperty("active").GetBoolean().ShouldBeTrue();
        answer.GetProperty("state").GetProperty("version").GetInt64().ShouldBe(version + 1);
    }

    [Fact]
    public async Task Status_GatewaysDiffer_Exit1AndTheTableSaysSo()
    {
        await OffAsync();
        (await gateways.RunAsync("maintenance", "on", "--gateway", gateways.Admin[1].ToString())).Exit.ShouldBe(0);

        var (exit, document, _) = await gateways.RunAsync("maintenance", "status");
        using var text = new StringWriter();
        MaintenanceTable.Print(Screen.Create(text, redirected: true, _ => null), [.. document!.Value.GetProperty("gateways").EnumerateArray().Select(answer =>
            new GatewayAnswer(new Uri(answer.GetProperty("gateway").GetString()!), answer.GetProperty("state"), null, 0))]);

        exit.ShouldBe(1);
        text.ToString().ShouldContain(gateways.Admin[0].Authority);
        text.ToString().ShouldContain("maintenance");
        text.ToString().ShouldContain("the shop");
        text.ToString().ShouldContain("The gateways differ");
        text.ToString().ShouldContain("Undo would return to: off");
    }

    [Fact]
    public async Task Status_GatewayThatDoesNotAnswer_Exit4AndTheOtherIsShown()
    {
        var (exit, document, _) = await gateways.RunAsync("maintenance", "status", "--gateway", gateways.Admin[0].ToString(), "--gateway", "http://127.0.0.1:1");

        exit.ShouldBe(4);
        document!.Value.GetProperty("schema").GetString().ShouldBe("synops.maintenance/1");
        var answers = document.Value.GetProperty("gateways").EnumerateArray().ToList();
        answers[0].GetProperty("state").GetProperty("version").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        answers[1].GetProperty("problem").GetString()!.ShouldContain("does not answer");
    }

    [Fact]
    public async Task Undo_Twice_TheSecondReturnsToTheFirst()
    {
        await OffAsync();
        (await gateways.RunAsync("maintenance", "on")).Exit.ShouldBe(0);
        (await gateways.RunAsync("maintenance", "undo")).Exit.ShouldBe(0);

        States((await gateways.RunAsync("maintenance", "status")).Document).Select(state => state.GetProperty("active").GetBoolean()).ShouldBe([false, false]);
        (await gateways.RunAsync("maintenance", "undo")).Exit.ShouldBe(0);
        States((await gateways.RunAsync("maintenance", "status")).Document).Select(state => state.GetProperty("active").GetBoolean()).ShouldBe([true, true]);
    }

    [Theory]
    [InlineData("maintenance", "Required command")]
    [InlineData("maintenance on --for", "--for")]
    [InlineData("maintenance on --for soon", "--for takes a length of time")]
    [InlineData("maintenance on --for 10m --until 2026-12-01T15:10Z", "give one")]
    [InlineData("maintenance on --until 15:10", "--until takes a time with its offset")]
    [InlineData("maintenance on --until 2020-01-01T00:00Z", "until: expected a time in the future", true)]
    [InlineData("maintenance on --path checkout", "scope.paths: 'checkout' is not a path", true)]
    [InlineData("maintenance status --site nowhere", "There is no site nowhere; there is shop, blog")]
    [InlineData("maintenance status --site blog", "The site blog has no `gateways`")]
    [InlineData("maintenance status --gateway 127.0.0.1:5081", "--gateway takes an http or https address")]
    public async Task RunAsync_WhatCannotBe_Exit2AndSaysWhy(string arguments, string says, bool byGateway = false)
    {
        var (exit, document, errors) = await gateways.RunAsync(arguments.Split(' '));

        exit.ShouldBe(2);
        (byGateway ? document!.Value.GetProperty("gateways")[0].GetProperty("problem").GetString()! : errors).ShouldContain(says);
    }

    [Fact]
    public async Task Status_SeveralSitesWithGateways_AsksWhich()
    {
        gateways.Know(("shop", gateways.Admin), ("outlet", gateways.Admin));
        try
        {
            var (exit, _, errors) = await gateways.RunAsync("maintenance", "status");

            exit.ShouldBe(2);
            errors.ShouldContain("--site: shop, outlet");
        }
        finally
        {
            gateways.Know(("shop", gateways.Admin), ("blog", []));
        }
    }

    private static IReadOnlyList<JsonElement> States(JsonElement? document) =>
        [.. document!.Value.GetProperty("gateways").EnumerateArray().Select(answer => answer.GetProperty("state"))];

    private async Task OffAsync() => (await gateways.RunAsync("maintenance", "off")).Exit.ShouldBe(0);

    /// <summary>The shop behind is closed, so only the Retry-After of maintenance tells the two pages apart.</summary>
    private static async Task<(HttpStatusCode Status, bool Paused)> PostAsync(Uri gateway, string path)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        using var response = await client.PostAsync(path, null, Token);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta > TimeSpan.FromMinutes(20));
    }
}
