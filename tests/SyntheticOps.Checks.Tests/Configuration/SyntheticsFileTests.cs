using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

public sealed class SyntheticsFileTests
{
    private const string Home = SyntheticsText.Sites + "checks:\n  home:\n    http: {path: /}\n";

    [Fact]
    public void Load_Smallest_HasTheShippedDefaults()
    {
        var (configuration, lines) = SyntheticsText.Load(Home);

        lines.ShouldBeEmpty();
        var check = configuration!.Checks["home"];
        check.ShouldBe(new CheckDefinition
        {
            Name = "home",
            Site = "shop",
            Type = "http",
            Every = TimeSpan.FromMinutes(1),
            Timeout = TimeSpan.FromSeconds(10),
            Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
            Quorum = 1,
        });
        check.WorstCaseToDetect.ShouldBe(TimeSpan.FromSeconds(90));
        configuration.Runnable.Keys.ShouldBe(["home"]);
        configuration.Hash.Length.ShouldBe(12);
        var site = configuration.Sites["shop"];
        site.DisplayName.ShouldBe("shop");
        site.Locations.ShouldBe(["local"]);
        site.OwnOrigins.ShouldBe([new Uri("https://shop.example")]);
        site.Drill.ShouldBeFalse();
    }

    [Fact]
    public void Load_Everything_ReadsEverything()
    {
        var (configuration, lines) = SyntheticsText.Load("""
            sites:
              shop:
                url: "${SHOP:-https://shop.example}"
                name: The Shop
                languages: [fr, en-GB]
                own-origins: ["${SHOP:-https://shop.example}", https://api.shop.example:8443]
                locations: [paris, frankfurt]
                reach: ["127.0.0.1:5080", "[::1]:5080", "10.1.0.0/16:443", "[fd00::/8]:443", "https://127.0.0.1", "http://[::1]:81"]
                gateways: [http://localhost:5081]
                ca: ca.pem
                drill: true
            defaults: {every: 15s, timeout: 5s, confirm: {failures: 3}, quorum: {at-least: 2}}
            checks:
              home: {http: {path: /}, every: 1h, confirm: {recheck: 2s}, quorum: {at-least: 1}, scenario: downtime}
              checkout: {journey: journeys/checkout.yaml, site: shop, scenario: {payment: card}, budget: {total: 20s}}
            channels:
              ops: {webhook: {url: "${HOOK}"}}
            """, ("SHOP", "http://localhost:5080"));

        lines.ShouldBeEmpty();
        var site = configuration!.Sites["shop"];
        site.Url.ShouldBe(new Uri("http://localhost:5080"));
        site.Reach.Count.ShouldBe(6);
        site.Reach[2].Allows(new(System.Net.IPAddress.Parse("10.1.2.3"), 443)).ShouldBeTrue();
        site.Reach[4].Allows(new(System.Net.IPAddress.Loopback, 443)).ShouldBeTrue();
        site.Reach[5].Allows(new(System.Net.IPAddress.IPv6Loopback, 81)).ShouldBeTrue();
        Path.GetFileName(site.CaFile).ShouldBe("ca.pem");
        Path.IsPathRooted(site.CaFile).ShouldBeTrue();
        var home = configuration.Checks["home"];
        (home.Every, home.Timeout, home.Confirm, home.Quorum).ShouldBe(
            (TimeSpan.FromHours(1), TimeSpan.FromSeconds(5), new Confirmation(3, 2, TimeSpan.FromSeconds(2)), 1));
        home.Scenario.ShouldBe(new ScenarioHint("downtime", "pay"));
        configuration.Checks["checkout"].Scenario.ShouldBe(new ScenarioHint("payment", "card"));
        configuration.Checks["checkout"].Quorum.ShouldBe(2);
        configuration.Runnable.Keys.ShouldBe(["home"]);
        var hook = configuration.Channels["ops"];
        hook.Type.ShouldBe("webhook");
        hook.Body.AsMap().Require("url")!.AsUrl().ShouldBeNull();
        hook.Body.Errors.Lines.Single().ShouldContain("the environment variable HOOK is not set");
    }

    [Theory]
    [InlineData("chekcs: {}", "f(4,1): the key 'chekcs' is not known, did you mean 'checks'; known here: channels, checks, defaults, sites")]
    [InlineData("checks: {home: {htp: {}}}", "f(4,17): the key 'htp' is not known, did you mean 'http'")]
    [InlineData("checks: {home: {htp: {}}}", "f(4,16): a check needs one of the keys http, headers, tls")]
    [InlineData("checks: {home: {http: {}, tls: {}}}", "a check has one type, here are http and tls")]
    [InlineData("checks: {home: {http: {}, evry: 1s}}", "the key 'evry' is not known, did you mean 'every'")]
    [InlineData("checks: {home: {http: {}, budget: {}}}", "the key 'budget' is not known")]
    [InlineData("checks: {home: {http: {}, degraded: {total: 1s}}}", "the key 'degraded' is not known")]
    [InlineData("checks: {home: {tls: {}, slow: 1}}", "the key 'slow' is not known")]
    [InlineData("checks: {home: {http: {}, site: shopp}}", "there is no site 'shopp', did you mean 'shop'")]
    [InlineData("checks: {home: {http: {}, every: 15}}", "'15' is not a duration from 1s to 30d, such as 500ms, 15s, 10m, 1h or 30d")]
    [InlineData("checks: {home: {http: {}, every: 0s}}", "'0s' is not a duration")]
    [InlineData("checks: {home: {http: {}, timeout: }}", "nothing stands where a duration")]
    [InlineData("checks: {home: {http: {}, quorum: {at-least: 2}}}", "quorum at-least is 2, but the site 'shop' has 1 location(s)")]
    [InlineData("checks: {home: {http: {}, quorum: 1}}", "f(4,35): '1' stands where a mapping ({key: value}) is expected")]
    [InlineData("checks: {home: {http: {}, scenario: payments}}", "'payments' is not one of downtime, payment, security, performance, data-loss, did you mean 'payment'")]
    [InlineData("checks: {Home: {http: {}}}", "'Home' is not a name: lower-case letters")]
    [InlineData("checks: {home: [http]}", "a list stands where a mapping ({key: value}) is expected")]
    [InlineData("checks: {home: {http: {sort: downn}}}", "'downn' is not one of up, down, did you mean 'down'")]
    [InlineData("checks: {home: {http: {share: 2}}}", "'2' is not a number from 0 to 1")]
    [InlineData("checks: {home: {http: {count: 1.5}}}", "'1.5' is not a whole number from 1 to 9")]
    [InlineData("checks: {home: {http: {count: 99999999999}}}", "is not a whole number")]
    [InlineData("checks: {home: {http: {on: yes}}}", "'yes' is not true or false")]
    [InlineData("checks: {home: {http: {match: '(?=a)'}}}", "'(?=a)' is not a regular expression that runs in linear time")]
    [InlineData("checks: {home: {http: {match: '('}}}", "is not a regular expression")]
    [InlineData("checks: {home: {http: {items: a}}}", "'a' stands where a list ([a, b]) is expected")]
    [InlineData("checks: {home: {http: {url: ftp://a.example}}}", "'ftp://a.example' is not an absolute http or https URL")]
    [InlineData("checks: {home: {http: {url: 'https://u:hush@a.example'}}}", "a URL here carries no user name or password")]
    [InlineData("checks: {home: {http: {path: '${NOT_THERE}'}}}", "f(4,30): the environment variable NOT_THERE is not set; set it, or give a default: ${NOT_THERE:-value}")]
    [InlineData("checks: {home: {http: {}, http: {}}}", "f(4,27): a key stands twice in this mapping")]
    [InlineData("checks: {home: &a {http: {}}, two: *a}", "anchors (&name) are not read")]
    [InlineData("checks: {home: !x {http: {}}}", "tags (!name) are not read")]
    [InlineData("checks:\n\thome: {}", "f(5,1): a tab indents this line; YAML indents with spaces")]
    [InlineData("checks: {home: {http: {}}\n---\na: b", "f(")]
    [InlineData("checks: {home: {http: [}}", "not YAML: ")]
    [InlineData("checks: {}\nchannels: {ops: {webhok: {}}}", "the key 'webhok' is not known, did you mean 'webhook'")]
    public void Load_Mistake_SaysWhereAndWhatIsExpected(string rest, string expected)
    {
        var (configuration, lines) = SyntheticsText.Load(SyntheticsText.Sites + rest);

        configuration.ShouldBeNull();
        lines.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal), string.Join('\n', lines));
    }

    [Theory]
    [InlineData("{}", "the key 'url' is missing here")]
    [InlineData("{url: shop.example}", "'shop.example' is not an absolute http or https URL")]
    [InlineData("{url: 'https://a', own-origins: ['https://a/b']}", "an origin is expected: scheme, host and port without a path")]
    [InlineData("{url: 'https://a', locations: []}", "at least one location is needed")]
    [InlineData("{url: 'https://a', locations: [a, a]}", "the location 'a' stands twice")]
    [InlineData("{url: 'https://a', languages: [french!]}", "a language tag is expected (BCP 47)")]
    [InlineData("{url: 'https://a', reach: [localhost:80]}", "an address with its port is expected")]
    [InlineData("{url: 'https://a', reach: ['http://localhost:80']}", "an address with its port is expected")]
    [InlineData("{url: 'https://a', reach: ['http://127.0.0.1/x']}", "an address with its port is expected")]
    [InlineData("{url: 'https://a', reach: ['127.1:80']}", "an address with its port is expected")]
    [InlineData("{url: 'https://a', reach: ['::1:80']}", "an address with its port is expected")]
    [InlineData("{url: 'https://a', reach: ['10.0.0.0/8']}", "an address with its port is expected")]
    [InlineData("{url: 'https://a', reach: ['169.254.169.254:80']}", "link-local, metadata, multicast and unspecified addresses can never be reached")]
    public void Load_MistakeInASite_SaysSo(string site, string expected) =>
        SyntheticsText.Load("sites: {shop: " + site + "}\nchecks: {}").Lines
            .ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Load_SeveralMistakes_ReportsAllInOrder()
    {
        var (_, lines) = SyntheticsText.Load(SyntheticsText.Sites + "extra: 1\nchecks:\n  a: {http: {wait: x}}\n  b: {http: {on: x}}\n");

        lines.Select(line => line.Split(')')[0]).ShouldBe(["f(4,1", "f(6,20", "f(7,18"]);
    }

    [Fact]
    public void Load_ValueOfAVariable_IsNeverShown()
    {
        var (_, lines) = SyntheticsText.Load(
            SyntheticsText.Sites + "checks: {home: {http: {secret: [], path: {}, wait: \"${KEY}\", sort: \"${KEY}\", url: \"${KEY}\", match: \"(${KEY}\"}}}",
            ("KEY", "canary-1234"));

        lines.Count.ShouldBeGreaterThan(5);
        string.Join('\n', lines).ShouldNotContain("canary");
    }

    [Fact]
    public void Load_ByteOrderMarkAndCrLf_AreRead() =>
        SyntheticsText.Load("\uFEFF" + Home.ReplaceLineEndings("\r\n")).Lines.ShouldBeEmpty();

    [Fact]
    public void Load_HugeOrDeepOrBinary_IsOneClearMistake()
    {
        SyntheticsText.Load(new byte[10 * 1024 * 1024]).Lines.ShouldBe(["f(1,1): the file is larger than 1 MiB"]);
        SyntheticsText.Load([0xC3, 0x28]).Lines.ShouldBe(["f(1,1): the file is not UTF-8"]);
        SyntheticsText.Load("").Lines.Count.ShouldBe(1);
        SyntheticsText.Load("a: " + new string('[', 100_000)).Lines.Single().ShouldContain("nested more than 18 deep");
        SyntheticsText.Load("a: [" + string.Concat(Enumerable.Repeat("1,", 200_000)) + "]").Lines.Single().ShouldContain("more than 100000 elements");
    }

    [Fact]
    public void Load_MissingFile_IsAMistake() =>
        SyntheticsFile.Load("/nowhere/synthetics.yaml", [], new Variables(_ => null)).Errors.Lines.Single().ShouldContain("cannot be read");

    [Fact]
    public void Load_DamagedText_NeverThrows()
    {
        var random = new Random(7);
        var good = Home + "channels: {ops: {webhook: \"${X:-y}\"}}\n";
        const string Marks = ":{}[]\"'&*!|>%@`#-?, \n\t\0~\\";
        for (var i = 0; i < 3000; i++)
        {
            var text = good.ToCharArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
            }

            var errors = new ConfigErrors();
            ConfigFile.Parse("f", System.Text.Encoding.UTF8.GetBytes(text), new Variables(_ => null), errors)?.AsMap();
        }
    }
}
